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
import { type AnswerTools, createAnswer } from "./send/answer.ts";
import type { EditBudget } from "./send/budget.ts";

/** The button under everything that is live. */
export const STOP = "stop";

/** Of the five seconds that a stop may take, this many milliseconds are for what is nearly finished. */
const GRACE = 3000;

interface Run {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
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
  const runs = new Map<string, Run>();

  async function answer(
    id: string,
    run: Run,
    input: string | Invocation,
    origin: Origin,
    started: () => void,
  ): Promise<void> {
    const { signal } = run.abort;
    const screen = createAnswer(tools, origin, button("Stop", STOP, id));
    const place = placeOf(origin);
    const request = {
      input,
      who: () => identity.person(origin),
      asker: askerOf(origin),
      place,
      scope: await scope(origin),
      signal,
    };
    const pause = async () => {
      await sleep(timing.betweenEdits, undefined, { signal, ref: false });
      await budget.room(signal);
    };
    let end: NodeJS.Timeout | undefined;
    try {
      for await (const spoken of paced(dispatch(request), {
        mayWait: ({ reply }) => reply.live ?? false,
        pause,
        signal,
      })) {
        run.last = spoken;
        started();
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
      log.warn({ error: String(error) }, "what this thread is about could not be found"); // it only fills in what people left out
      return {};
    }
  }

  return {
    scope,
    ask(input, origin) {
      const id = randomUUID();
      const started = Promise.withResolvers<void>();
      const ended = Promise.withResolvers<void>();
      const run: Run = { abort: new AbortController(), ended: ended.promise, last: undefined };
      runs.set(id, run);
      answer(id, run, input, origin, started.resolve)
        .catch((error: unknown) => log.error({ error: String(error) }, "an answer broke off"))
        .finally(() => {
          runs.delete(id);
          started.resolve();
          ended.resolve();
        });
      return { started: started.promise, ended: ended.promise };
    },
    stop(id, because) {
      const run = runs.get(id);
      run?.abort.abort(because);
      return run !== undefined;
    },
    async close() {
      for (const run of runs.values()) if (run.last?.reply.live) run.abort.abort(RESTARTING);
      const all = Promise.all([...runs.values()].map((run) => run.ended));
      await Promise.race([all, sleep(GRACE, undefined, { ref: false })]);
      for (const run of runs.values()) run.abort.abort(RESTARTING);
      await Promise.race([all, sleep(GRACE / 3, undefined, { ref: false })]);
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
