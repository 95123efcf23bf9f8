/**
 * Who sees an answer, and where. One Answer is made for each request; every picture of it goes where the first one went.
 *   to everybody here: an ordinary message, edited as things go on; where the bot is not in the channel, the response_url;
 *     where it may not even look, the asker's direct messages
 *   to the asker: a whisper with "Share here"; what keeps changing goes to their direct messages, since nobody can edit a
 *     whisper, and what is long goes there as a file
 */
import { setImmediate as breathe } from "node:timers/promises";
import type { Button } from "@slack/types";
import { type Reply, reply } from "../../../core/reply.ts";
import type { Spoken } from "../../../core/road.ts";
import { plain, say, type Text } from "../../../core/text.ts";
import type { Extras } from "../draw/fit.ts";
import type { Origin } from "../origin.ts";
import { createAside, left, wasNotDone } from "./aside.ts";
import { NOT_HERE, sentence, SlackFailure } from "./errors.ts";
import { createHook } from "./hook.ts";
import { type Drawings, uploadPictures } from "./pictures.ts";
import { type Shown, simplified, type Standing, type Where } from "./post.ts";
import type { AnswerTools } from "./tools.ts";

/** Rows that take milliseconds to lay out: whatever waits for the event loop comes first. */
const MANY = 2000;

export interface Answer {
  /** Never throws: what cannot be shown is logged. */
  show(spoken: Spoken): Promise<void>;
}

/** @param stop goes under a picture while more are coming; what is never live needs none */
export function createAnswer(tools: AnswerTools, origin: Origin, stop?: Button): Answer {
  const { poster, bot, log } = tools;
  const { channel, user, thread, replaces } = origin;
  const hook = createHook(origin, tools);
  const { whisper, fileToAsker, file, lastWord } = createAside(tools, origin, hook);
  /** The message that holds this answer, once there is one. */
  let standing: Standing | undefined =
    replaces && !replaces.ephemeral ? { channel, ts: replaces.ts, thread } : undefined;
  let speak = speakHere;
  let hooked = false;
  const notes: Text[] = [];
  /** Of the reply that is being shown. */
  let drawings: Drawings | undefined;

  async function show({ reply, to }: Spoken): Promise<void> {
    try {
      if (reply.body.some((block) => "table" in block && block.table.rows.length > MANY)) await breathe();
      drawings = await uploadPictures(tools, reply);
      if (to === "place" || origin.private) await speak(reply);
      else if (reply.live || speak === speakDirectly) await speakDirectly(reply);
      else await whisper(reply, { drawings });
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
      if (NOT_HERE.has(error.code)) notes.push(INVITE(bot.name));
      standing = undefined;
      speak = open ? speakThroughHook : speakPrivately;
      await speak(reply);
    }
  }

  /** Nothing is edited there, so of a live answer the first picture and the last are shown. */
  async function speakThroughHook(reply: Reply): Promise<void> {
    if (hook.left() < 2) return speakDirectly(reply);
    if (hooked && reply.live) return;
    const shown = await simplified(
      { ...reply, live: false },
      { notes, file: "direct", pictures: drawings?.pictures },
      (message) => hook.send(message, { to: "place", replace: replaces !== undefined, thread }),
    );
    hooked = true;
    for (const spill of left(shown, drawings)) await fileToAsker(reply.title, spill);
  }

  /** Where nobody can tell who else reads. What was started is never only whispered. */
  const speakPrivately = (reply: Reply): Promise<void> =>
    reply.open || reply.live ? speakDirectly(reply) : whisper(reply, { drawings });

  /** An ordinary message to the asker alone; later pictures edit it. */
  async function speakDirectly(reply: Reply): Promise<void> {
    const first = speak !== speakDirectly;
    if (first) standing = undefined;
    speak = speakDirectly;
    await stand(reply, { channel: user });
    if (first && standing?.channel !== channel) await whisper(POINTER, { sharing: false });
  }

  async function stand(reply: Reply, where: Where): Promise<void> {
    const extras: Extras = reply.live
      ? { buttons: stop ? [stop] : [], file: "nowhere" }
      : { pictures: drawings?.pictures };
    const shown: Shown<Standing> = standing
      ? await poster.edit(reply, extras, standing)
      : await poster.post(reply, extras, where);
    standing = shown.sent;
    for (const spill of left(shown, drawings)) await file(spill, standing);
  }

  return { show };
}

const INVITE = (name: string): Text =>
  say`I am not in this channel, so I cannot keep this up to date. Invite me with /invite @${name}`;

const POINTER = reply.info(
  say`I answer in our direct messages, because only there I can keep it up to date for you alone.`,
);
