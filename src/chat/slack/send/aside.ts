/** What is said to the asker alone: a whisper, a file in their direct messages, and the last word when nothing else works. */
import { setImmediate as breathe } from "node:timers/promises";
import { type Reply, reply } from "../../../core/reply.ts";
import { say, type Text } from "../../../core/text.ts";
import { type Extras, fitText, type Spill } from "../draw/fit.ts";
import type { Origin } from "../origin.ts";
import { sentence, SlackFailure } from "./errors.ts";
import { shareFile, upload } from "./files.ts";
import type { Hook } from "./hook.ts";
import type { Drawings } from "./pictures.ts";
import { type Shown, simplified, type Standing } from "./post.ts";
import type { AnswerTools } from "./tools.ts";

export interface Aside {
  /** @throws SlackFailure */
  readonly whisper: (reply: Reply, how?: Whispering) => Promise<void>;
  /** Into the direct messages with the asker, below a message of its own. @throws SlackFailure */
  readonly fileToAsker: (title: Text, spill: Spill) => Promise<void>;
  /** Under a message that stands already; when the file does not come, that is whispered instead. @throws SlackFailure */
  readonly file: (spill: Spill, under: Standing) => Promise<void>;
  /** Never throws. */
  readonly lastWord: (failure: SlackFailure) => Promise<void>;
}

interface Whispering {
  /** Whether there is a button to show it to everybody. */
  readonly sharing?: boolean;
  readonly drawings?: Drawings | undefined;
}

/** What still has to be shared: what did not fit, and the pictures where the message has none. */
export const left = ({ spill, pictureless }: Shown<unknown>, drawings: Drawings | undefined): readonly Spill[] => [
  ...(spill ? [spill] : []),
  ...(pictureless ? (drawings?.files ?? []) : []),
];

export function createAside(tools: AnswerTools, { channel, user, thread, replaces }: Origin, hook: Hook): Aside {
  const { poster, shares, log } = tools;

  /** Only the asker sees it. A slash command's hook works everywhere; in a thread only the Web API hits the thread. */
  async function whisper(reply: Reply, { sharing = reply.tone !== "fail", drawings }: Whispering = {}): Promise<void> {
    const pictures = drawings?.pictures;
    const extras: Extras = { file: "direct", pictures, ...(sharing && { buttons: [shares.offer(reply)] }) };
    const spare = reply.tone === "fail" ? 0 : 1;
    let early: { readonly spill: Spill; readonly uploaded: Promise<string> } | undefined;
    const throughHook = () =>
      simplified(
        reply,
        extras,
        async (message) => {
          if (hook.left() <= spare) throw new SlackFailure("response_url", { kind: "refused", code: "used_url" });
          await hook.send(message, { to: "asker", replace: replaces?.ephemeral ?? false, thread });
        },
        async (spill) => {
          early = { spill, uploaded: begin(spill) };
          await breathe(); // a file takes one round trip more than a message, so it goes out first
        },
      );
    const throughApi = () => poster.whisper(reply, extras, user, { channel, thread });
    const direct = () => poster.post(reply, { pictures }, { channel: user });
    const shown = await firstThatWorks(
      thread === undefined ? [throughHook, throughApi, direct] : [throughApi, throughHook, direct],
    );
    for (const spill of left(shown, drawings))
      await fileToAsker(reply.title, spill, early?.spill === spill ? early.uploaded : undefined);
  }

  function begin(spill: Spill): Promise<string> {
    const uploaded = upload(tools, spill);
    uploaded.catch(() => {}); // it is said when the file is shared
    return uploaded;
  }

  async function fileToAsker(title: Text, spill: Spill, uploaded = begin(spill)): Promise<void> {
    const { sent } = await poster.post(reply.info(title), {}, { channel: user });
    await file(spill, sent, uploaded);
  }

  async function file(spill: Spill, { channel, ts, thread = ts }: Standing, uploaded?: Promise<string>): Promise<void> {
    try {
      await shareFile(tools, spill, { channel, thread }, uploaded);
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error;
      log.warn({ method: error.method, code: error.code, needed: error.needed }, "a file could not be shared");
      await whisper(reply.warn(say`I could not send ${spill.name}. ${sentence(error)}`), { sharing: false });
    }
  }

  /** Even when nothing else works there is this, for which a use of the response_url was kept. */
  async function lastWord(failure: SlackFailure): Promise<void> {
    try {
      await hook.send(fitText(reply.fail(sentence(failure))).message, { to: "asker" });
    } catch {
      // It is in the log already, and there is no way left to the asker.
    }
  }

  return { whisper, fileToAsker, file, lastWord };
}

/** Certain that nothing was shown. After a lost answer, another way could show the same thing twice more. */
export const wasNotDone = (error: unknown): error is SlackFailure =>
  error instanceof SlackFailure && error.kind !== "lost";

async function firstThatWorks<T>(ways: readonly (() => Promise<T>)[]): Promise<T> {
  for (const [index, way] of ways.entries()) {
    try {
      return await way();
    } catch (error) {
      if (index === ways.length - 1 || !wasNotDone(error)) throw error;
    }
  }
  throw new Error("there is always a way to try");
}
