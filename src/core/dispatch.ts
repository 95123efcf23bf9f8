/**
 * The one road that everything takes, whoever asked and from wherever: read, find, fill the scope, parse, identify,
 * authorise, run, record, explain. Read it top to bottom; there is no middleware to look for.
 */
import { randomBytes } from "node:crypto";
import { qualified } from "../kubernetes/object.ts";
import { createAuthority } from "./authority.ts";
import { Begun } from "./carry-out.ts";
import { isChange } from "./change.ts";
import type { Cluster } from "./cluster.ts";
import type { Command, Invocation } from "./command.ts";
import type { Context, Person, Place, Scope } from "./context.ts";
import { discreet } from "./discreet.ts";
import { explain } from "./explain.ts";
import { Failure } from "./failure.ts";
import type { AuditRow } from "./ledger.ts";
import { nearest } from "./nearest.ts";
import { createOperations } from "./operations.ts";
import { parse } from "./parse.ts";
import type { Effect } from "./policy.ts";
import { createQueryBudget } from "./query-budget.ts";
import type { Reply } from "./reply.ts";
import type { Dispatch, Spoken } from "./road.ts";
import type { Services } from "./services.ts";
import { say } from "./text.ts";
import { read } from "./words.ts";

type Args = Readonly<Record<string, unknown>>;

export function createDispatch(services: Services): Dispatch {
  const { commands, clusters, ledger } = services;
  const operations = createOperations(services);
  const authority = createAuthority(services);
  const budget = services.prometheus && createQueryBudget(services.prometheus, () => services.now());

  return async function* dispatch({ input, who, asker, place, scope = {}, signal = new AbortController().signal }) {
    const reference = randomBytes(4).toString("hex");
    const started = services.now();
    const channel = services.channel(place);
    let row: AuditRow = { reference, event: "read", person: asker, place: place.id, command: "?", args: {} };
    let outcome = "abandoned"; // stays so when the surface stops listening
    let open = place.private;
    let invocation: Invocation | undefined;
    try {
      invocation = typeof input === "string" ? read(commands, input) : input;
      const command = find(commands, invocation.command);
      const args = parse(command, invocation, await fill(asker, place, scope, invocation));
      invocation = { command: command.name, args };
      row = { ...row, ...invocation, cluster: text(args.cluster) };
      const person = await who();
      row = { ...row, person: person.id, user: person.kubernetes?.user };
      const effect = authority.admit(command, person, where(args));
      open ||= channel.sees.includes(where(args).namespace ?? "");

      const ctx = context(person, place, reference, command, args, signal);
      let counted: string | undefined;
      for await (const reply of answer(ctx, command, invocation, effect)) {
        open ||= reply.open ?? false; // what began before everybody also ends before everybody
        counted = reply.outcome;
        yield spoken(reply);
      }
      outcome = counted ?? "ok";
    } catch (thrown) {
      if (isAbort(thrown, signal)) return; // nobody waits for the answer any more
      open ||= thrown instanceof Begun;
      const error: unknown = thrown instanceof Begun ? thrown.cause : thrown;
      outcome = error instanceof Failure ? error.code : "bug";
      if (outcome === "bug" || outcome === "no-audit") services.report(error, reference);
      yield spoken(explain(error, reference, invocation));
    } finally {
      services.observe({ command: row.command, outcome, seconds: (services.now() - started) / 1000 });
      // The answer is out already; a read that cannot be recorded is the operator's problem. What acts is recorded first.
      await ledger.audit({ ...row, outcome }).catch((error: unknown) => services.report(error, reference));
    }

    function spoken(reply: Reply): Spoken {
      const named = row.cluster !== undefined && clusters.names.length > 1;
      const body = named ? [...reply.body, { note: say`Cluster ${row.cluster ?? ""}` }] : reply.body;
      return { reply: discreet({ ...reply, body }), to: open ? "place" : "asker" };
    }
  };

  /** Explicit arguments, then the thread, then what this person or place chose, then the configuration, then kubeconfig. */
  async function fill(asker: string, place: Place, thread: Scope, invocation: Invocation): Promise<Scope> {
    const chosen = { ...services.channel(place).scope, ...(await ledger.defaults.get(asker, place.id)), ...thread };
    const cluster = text(invocation.args.cluster) ?? chosen.cluster ?? clusters.default;
    if (!clusters.names.includes(cluster))
      throw new Failure("unknown-cluster", { word: cluster, known: clusters.names });
    return { namespace: clusters.namespace(cluster), ...chosen, cluster };
  }

  function where(args: Args) {
    const namespace = args.allNamespaces === true ? undefined : text(args.namespace); // only a rule for all covers -A
    return { cluster: text(args.cluster) ?? clusters.default, namespace };
  }

  function context(
    person: Person,
    place: Place,
    reference: string,
    command: Command,
    args: Args,
    signal: AbortSignal,
  ): Context {
    const { cluster } = where(args);
    let connected: Cluster | undefined;
    const ctx: Context = {
      ...{ person, place, reference, commands, clusters, signal },
      knowledge: services.knowledge,
      prometheus: budget?.(person.id),
      policy: services.policy(),
      defaults: ledger.defaults,
      queries: ledger.queries,
      now: () => services.now(),
      authorise: (namespace) => void authority.check(command.risk, person, { cluster, namespace }),
      readable(kind) {
        const name = qualified(kind);
        if (services.kinds()?.includes(name) === false) throw new Failure("kind-not-served", { kind: name });
      },
      get cluster() {
        connected ??= clusters.connect(cluster, person.kubernetes, signal);
        return connected;
      },
      operations: {
        confirm: (id) =>
          operations.confirm(ctx, id, ({ invocation }) => {
            const confirmed = find(commands, invocation.command); // policy once more: rules and groups may have changed
            authority.admit(confirmed, person, where(invocation.args));
            return context(person, place, reference, confirmed, invocation.args, signal);
          }),
        cancel: (id) => operations.cancel(ctx, id),
        undo: (id) => operations.undo(ctx, id, (invocation) => plan(ctx, invocation)),
      },
    };
    return ctx;
  }

  async function* answer(ctx: Context, command: Command, invocation: Invocation, effect: Effect): AsyncIterable<Reply> {
    const said = command.run(ctx, invocation.args);
    if (Symbol.asyncIterator in said) return yield* said;
    const result = await said;
    if (isChange(result)) yield* operations.propose(ctx, invocation, result, effect);
    else yield result;
  }

  /** Another command in this person's name, as far as its Change: the way back from one that was carried out. */
  async function plan({ person, place, reference, signal }: Context, invocation: Invocation) {
    const command = find(commands, invocation.command);
    const args = parse(command, invocation, {});
    const effect = authority.admit(command, person, where(args));
    const ctx = context(person, place, reference, command, args, signal);
    const said = command.run(ctx, args);
    if (Symbol.asyncIterator in said) throw new Error(`${command.name} cannot be a way back: it answers with pictures`);
    return { answer: await said, effect, ctx };
  }
}

function find(commands: readonly Command[], name: string): Command {
  const found = commands.find((command) => command.name === name);
  if (found) return found;
  throw new Failure("unknown-command", {
    word: name,
    near: nearest(
      name,
      commands.map((command) => command.name),
    ),
  });
}

const isAbort = (error: unknown, signal: AbortSignal): boolean =>
  signal.aborted && (error === signal.reason || (error instanceof Error && error.name === "AbortError"));

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
