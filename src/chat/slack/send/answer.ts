/**
 * Who sees an answer, and where. One Answer is made for each request; every picture of it goes where the first one went.
 *   to everybody here: an ordinary message, edited as things go on; where the bot is not in the channel, the response_url;
 *     where it may not even look, the asker's direct messages
 *   to the asker: a whisper with "Share here"; what keeps changing goes to their direct messages, since nobody can edit a
 *     whisper, and what is long goes there as a file
 */
import type { Button } from "@slack/types";
import { type Reply, reply } from "../../../core/reply.ts";
import type { Spoken } from "../../../core/road.ts";
import { plain, say, type Text } from "../../../core/text.ts";
import type { Bot } from "../app.ts";
import { type Extras, fitText, type Spill } from "../draw/fit.ts";
import type { Identity } from "../identity.ts";
import type { Origin } from "../origin.ts";
import type { Log } from "../ports.ts";
import type { Shares } from "../share.ts";
import { sentence, SlackFailure } from "./errors.ts";
import { shareFile } from "./files.ts";
import { createHook } from "./hook.ts";
import type { Lanes } from "./lanes.ts";
import type { Network } from "./network.ts";
import { type Poster, type Shown, simplified, type Standing, type Where } from "./post.ts";

export interface AnswerTools {
  readonly lanes: Lanes;
  readonly network: Network;
  readonly apiBase: string;
  readonly poster: Poster;
  readonly identity: Pick<Identity, "channel">;
  readonly shares: Shares;
  readonly bot: Bot;
  readonly log: Log;
  readonly now: () => number;
}

export interface Answer {
  /** Never throws: what cannot be shown is logged. */
  show(spoken: Spoken): Promise<void>;
}

/** @param stop goes under a picture while more are coming; what is never live needs none */
export function createAnswer(tools: AnswerTools, origin: Origin, stop?: Button): Answer {
  const { poster, shares, bot, log } = tools;
  const { channel, user, thread, replaces } = origin;
  const hook = createHook(origin, tools);
  /** The message that holds this answer, once there is one. */
  let standing: Standing | undefined =
    replaces && !replaces.ephemeral ? { channel, ts: replaces.ts, thread } : undefined;
  let speak = speakHere;
  let hooked = false;

  async function show({ reply, to }: Spoken): Promise<void> {
    try {
      if (to === "place" || origin.private) await speak(reply);
      else if (reply.live || speak === speakDirectly) await speakDirectly(reply);
      else await whisper(reply);
    } catch (error) {
      if (!(error instanceof SlackFailure)) return log.error({ err: error }, "an answer could not be shown");
      const { method, code } = error;
      log.error({ method, code, fix: plain(sentence(error)) }, "an answer could not be shown");
      await lastWord(error);
    }
  }

  /** An ordinary message where it was asked. */
  async function speakHere(reply: Reply): Promise<void> {
    try {
      await stand(reply, { channel, thread });
    } catch (error) {
      if (!wasNotDone(error)) throw error;
      // Through the hook everybody here would read it, so only where it is sure who that is.
      const open = hook.left() > 0 && (await tools.identity.channel(origin).catch(() => "unseen")) === "open";
      standing = undefined;
      speak = open ? speakThroughHook : speakPrivately;
      await speak(reply);
    }
  }

  /** Nothing is edited there, so of a live answer the first picture and the last are shown. */
  async function speakThroughHook(reply: Reply): Promise<void> {
    if (hook.left() < 2) return speakDirectly(reply);
    if (hooked && reply.live) return;
    const notes = [
      say`I am not in this channel, so I cannot keep this up to date. Invite me with /invite @${bot.name}`,
    ];
    const shown = await simplified({ ...reply, live: false }, { notes, file: "direct" }, (message) =>
      hook.send(message, { to: "place", replace: replaces !== undefined, thread }),
    );
    hooked = true;
    if (shown.spill) await fileToAsker(reply.title, shown.spill);
  }

  /** Where nobody can tell who else reads. What was started is never only whispered. */
  const speakPrivately = (reply: Reply): Promise<void> =>
    reply.open || reply.live ? speakDirectly(reply) : whisper(reply);

  /** An ordinary message to the asker alone; later pictures edit it. */
  async function speakDirectly(reply: Reply): Promise<void> {
    const first = speak !== speakDirectly;
    if (first) standing = undefined;
    speak = speakDirectly;
    await stand(reply, { channel: user });
    if (first && standing?.channel !== channel) await whisper(POINTER, false);
  }

  async function stand(reply: Reply, where: Where): Promise<void> {
    const extras: Extras = reply.live ? { buttons: stop ? [stop] : [], file: "nowhere" } : {};
    const shown: Shown<Standing> = standing
      ? await poster.edit(reply, extras, standing)
      : await poster.post(reply, extras, where);
    standing = shown.sent;
    if (shown.spill) await file(shown.spill, standing);
  }

  /** Only the asker sees it. A slash command's hook works everywhere; in a thread only the Web API hits the thread. */
  async function whisper(reply: Reply, sharing = reply.tone !== "fail"): Promise<void> {
    const extras: Extras = { file: "direct", ...(sharing && { buttons: [shares.offer(reply)] }) };
    const spare = reply.tone === "fail" ? 0 : 1;
    const throughHook = () =>
      simplified(reply, extras, async (message) => {
        if (hook.left() <= spare) throw new SlackFailure("response_url", { kind: "refused", code: "used_url" });
        await hook.send(message, { to: "asker", replace: replaces?.ephemeral ?? false, thread });
      });
    const throughApi = () => poster.whisper(reply, extras, user, { channel, thread });
    const direct = () => poster.post(reply, {}, { channel: user });
    const shown = await firstThatWorks(
      thread === undefined ? [throughHook, throughApi, direct] : [throughApi, throughHook, direct],
    );
    if (shown.spill) await fileToAsker(reply.title, shown.spill);
  }

  async function fileToAsker(title: Text, spill: Spill): Promise<void> {
    const { sent } = await poster.post(reply.info(title), {}, { channel: user });
    await file(spill, sent);
  }

  /** The message stands already; when the file does not come, that is said instead. */
  async function file(spill: Spill, { channel, ts, thread = ts }: Standing): Promise<void> {
    try {
      await shareFile(tools, spill, { channel, thread });
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error;
      log.warn({ method: error.method, code: error.code, needed: error.needed }, "a file could not be shared");
      await whisper(reply.warn(say`I could not send ${spill.name}. ${sentence(error)}`), false);
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

  return { show };
}

const POINTER = reply.info(
  say`I answer in our direct messages, because only there I can keep it up to date for you alone.`,
);

/** Certain that nothing was shown. After a lost answer, another way could show the same thing twice more. */
const wasNotDone = (error: unknown): boolean => error instanceof SlackFailure && error.kind !== "lost";

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
