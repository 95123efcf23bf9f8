/** From a request to its answer: the road on one side, the screens on the other, and an end for everything that is live. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Invocation } from "../../core/command.ts";
import type { Scope } from "../../core/context.ts";
import { reply } from "../../core/reply.ts";
import type { Spoken } from "../../core/road.ts";
import { say, type Text } from "../../core/text.ts";
import { paced } from "../paced.ts";
import { button } from "./draw/buttons.ts";
import type { Forms } from "./forms/open.ts";
import type { Identity } from "./identity.ts";
import { askerOf, type Origin, placeOf } from "./origin.ts";
import type { SlackPorts, Timing } from "./ports.ts";
import { createAnswer } from "./send/answer.ts";
import type { EditBudget } from "./send/budget.ts";
import type { AnswerTools } from "./send/tools.ts";

/** The button under everything that is live. */
export const STOP = "stop";

/** Of the five seconds that a stop may take, these milliseconds are for what is nearly finished, and for telling the rest. */
const GRACE = 2500;
const FAREWELL = 1000;

interface Run {
  readonly id: string;
  readonly abort: AbortController;
  /** Resolved with the first word. */
  readonly started: PromiseWithResolvers<void>;
  /** The newest picture. */
  last: Spoken | undefined;
}

export interface Conversation {
  /** `started` resolves with the first word of the answer. Neither promise rejects. */
  ask(input: string | Invocation, origin: Origin): { readonly started: Promise<void>; readonly ended: Promise<void> };
  /** What the conversation is about, as far as somebody knows. */
  scope(origin: Origin): Promise<Scope>;
  /** @returns false where nothing under this id is live any more */
  stop(id: string, because: Text): boolean;
  /** Ends everything: what is live at once, the rest when it is done or after three seconds. */
  close(): Promise<void>;
}

interface ConversationOptions extends Pick<SlackPorts, "dispatch" | "channelScope" | "log"> {
  readonly tools: AnswerTools;
  readonly identity: Identity;
  readonly forms: Forms;
  readonly budget: EditBudget;
  readonly timing: Timing;
}

export function createConversation({
  dispatch,
  channelScope,
  log,
  tools,
  identity,
  forms,
  budget,
  timing,
}: ConversationOptions): Conversation {
  /** What is being answered, and when it will be done. */
  const runs = new Map<Run, Promise<void>>();

  async function answer(run: Run, input: string | Invocation, origin: Origin): Promise<void> {
    const { signal } = run.abort;
    const screen = createAnswer(tools, origin, button("Stop", STOP, run.id));
    const who = () => identity.person(origin);
    const about = await scope(origin);
    const pictures = dispatch({ input, who, asker: askerOf(origin), place: placeOf(origin), scope: about, signal });
    const mayWait = ({ reply }: Spoken) => reply.live ?? false;
    const pause = async () => {
      await sleep(timing.betweenEdits, undefined, { signal, ref: false });
      await budget.room(signal);
    };
    let end: NodeJS.Timeout | undefined;
    try {
      for await (const spoken of paced(pictures, { mayWait, pause, signal })) {
        run.last = spoken;
        run.started.resolve();
        if (spoken.reply.form && (await forms.open(spoken.reply.form, origin))) continue;
        if (spoken.reply.live) end ??= setTimeout(() => run.abort.abort(TOO_LONG), timing.longestLive);
        await screen.show(spoken);
      }
    } finally {
      clearTimeout(end);
    }
    if (signal.aborted) await screen.show(unfinished(run.last, signal.reason as Text));
  }

  async function scope(origin: Origin): Promise<Scope> {
    try {
      return (await channelScope?.(placeOf(origin))) ?? {};
    } catch (error) {
      log.warn({ err: error }, "what this thread is about could not be found"); // it only fills in what people left out
      return {};
    }
  }

  return {
    scope,
    ask(input, origin) {
      const run: Run = {
        id: randomUUID(),
        abort: new AbortController(),
        started: Promise.withResolvers(),
        last: undefined,
      };
      const ended = answer(run, input, origin)
        .catch((error: unknown) => log.error({ err: error }, "an answer broke off"))
        .finally(() => {
          runs.delete(run);
          run.started.resolve();
        });
      runs.set(run, ended);
      return { started: run.started.promise, ended };
    },
    stop(id, because) {
      const run = [...runs.keys()].find((one) => one.id === id);
      run?.abort.abort(because);
      return run !== undefined;
    },
    async close() {
      const all = Promise.all(runs.values());
      for (const run of runs.keys()) if (run.last?.reply.live) run.abort.abort(RESTARTING);
      await Promise.race([all, sleep(GRACE, undefined, { ref: false })]);
      for (const run of runs.keys()) run.abort.abort(RESTARTING);
      await Promise.race([all, sleep(FAREWELL, undefined, { ref: false })]);
    },
  };
}

const TOO_LONG = say`It ran for ten minutes and ends here. Ask again to go on.`;
const RESTARTING = say`I am being restarted. Ask again in a minute to go on.`;
const LEFT = reply.warn(
  say`I am being restarted and had to leave this unfinished. Ask again in a minute; what was sent to a cluster is not sent twice.`,
);

/** The last picture with the reason why no other follows; for what had shown no picture of its own yet, that alone. */
function unfinished(last: Spoken | undefined, because: Text): Spoken {
  if (!last?.reply.live) return { to: last?.to ?? "asker", reply: LEFT };
  const { reply: picture } = last;
  return { ...last, reply: { ...picture, live: false, body: [...picture.body, { note: because }] } };
}
