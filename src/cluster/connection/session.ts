/** One person (or the bot itself) on one cluster: what everything else here makes its calls with. */
import { Failure } from "../../core/failure.ts";
import { type Call, reads, type Who } from "./call.ts";
import type { Clock } from "./clock.ts";
import { within } from "./deadline.ts";
import { failureOf, type Where } from "./failures.ts";
import type { Headers } from "./identity.ts";
import { retrying } from "./retry.ts";
import { isPage, parse, read } from "./response.ts";
import type { Shape } from "./shapes.ts";
import type { Caller, Response, Transport } from "./transport.ts";

export interface Session {
  readonly cluster: string;
  readonly clock: Clock;
  /**
   * @param is what the answer must look like for us to go on with it; see shapes.ts
   * @throws Failure
   */
  json<T>(call: Call, is: Shape<T>): Promise<T>;
  /** An open stream. Its deadline is for the head of the answer; leave the loop over it, or abort, to end it. */
  stream(call: Call, signal: AbortSignal): Promise<Response["body"]>;
}

export interface SessionOptions {
  readonly cluster: string;
  readonly transport: Transport;
  readonly clock: Clock;
  /** "kubemate/0.1.0" */
  readonly agent: string;
  readonly as: Who;
  readonly user?: string | undefined;
  /** What makes it a person; see identity.ts. */
  readonly impersonation?: Headers;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for a call that names none of its own. */
  readonly deadline?: number | undefined;
}

const DEADLINE = 10_000;

export function createSession(options: SessionOptions): Session {
  const { cluster, transport, clock, agent, user, impersonation = {}, deadline = DEADLINE } = options;
  const where: Where = { cluster, user };
  const caller = ({ operation }: Call): Caller => ({
    as: options.as,
    headers: {
      "user-agent": operation === undefined ? agent : `${agent} (op=${operation})`,
      ...(operation !== undefined && { "audit-id": operation }),
      ...impersonation,
    },
  });
  const late = (ms: number) => () => new Failure("timeout", { cluster, seconds: Math.ceil(ms / 1000) });

  return {
    cluster,
    clock,
    async json<T>(call: Call, is: Shape<T>): Promise<T> {
      const patience = call.deadline ?? deadline;
      const until = clock.now() + patience;
      const repeatable = call.repeatable ?? reads(call);
      return within(patience, options.signal, late(patience), async (signal) => {
        const attempt = async () => read(await transport.exchange(call, caller(call), "calls", signal), where, signal);
        return parse(await retrying(attempt, { clock, repeatable, until, signal }), { call, where, is });
      });
    },
    async stream(call, signal) {
      const patience = call.deadline ?? deadline;
      const controller = new AbortController();
      const stop = () => controller.abort(signal.reason);
      const forget = () => signal.removeEventListener("abort", stop);
      signal.throwIfAborted();
      signal.addEventListener("abort", stop, { once: true });
      const timer = setTimeout(() => controller.abort(late(patience)()), patience);
      try {
        const response = await transport.exchange(call, caller(call), "streams", controller.signal);
        response.body.once("close", forget);
        if (response.statusCode === 200 && !isPage(response)) return response.body;
        throw failureOf(await read(response, where, controller.signal), call, where);
      } catch (error) {
        forget();
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
