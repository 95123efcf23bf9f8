/** The three ways in which the Web API puts a Reply on a screen: a message, an edit of it, and a whisper. */
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { Reply } from "../../../core/reply.ts";
import { type Extras, fit, fitText, type Spill } from "../draw/fit.ts";
import type { EditBudget } from "./budget.ts";
import { SlackFailure, UNDRAWABLE, UNEDITABLE } from "./errors.ts";
import { HARMLESS, type Posting } from "./hook.ts";
import type { Lanes } from "./lanes.ts";

/** Where a message goes. */
export interface Where {
  readonly channel: string;
  readonly thread?: string | undefined;
}

/** A message that stands there and can be edited. */
export interface Standing extends Where {
  readonly ts: string;
}

export interface Shown<T> {
  readonly sent: T;
  readonly spill?: Spill;
  /** It was sent with its charts as text, although there were pictures of them. */
  readonly pictureless?: boolean;
}

/** Milliseconds that Slack gets to look at a picture after it has refused to show it. */
const LOOKING = 1500;

const Posted = z.object({ channel: z.string(), ts: z.string() });

/** chat.update starts from parse=client, unlike the others, and neither it nor a whisper can unfurl. */
const { parse, link_names } = HARMLESS;

/**
 * As rich as the surface takes it: with pictures, with a table, without, as text (docs.slack.dev; older servers know no
 * table block).
 * @param spills told of what will not fit before the message is sent, so that its file can be on its way meanwhile
 */
export async function simplified<T>(
  reply: Reply,
  extras: Extras,
  send: (message: Posting) => Promise<T>,
  spills: (spill: Spill) => Promise<void> = async () => {},
): Promise<Shown<T>> {
  const hasTable = reply.body.some((block) => "table" in block);
  const pictured = extras.pictures === undefined ? [] : [() => fit(reply, extras), () => fit(reply, extras)];
  const bare = { ...extras, pictures: undefined };
  const ways = [
    ...pictured,
    () => fit(reply, bare),
    ...(hasTable ? [() => fit(reply, { ...bare, tables: false })] : []),
    () => fitText(reply, bare),
  ];
  const all = ways.length;
  for (;;) {
    if (ways.length === all - 1 && pictured.length > 0) await wait(LOOKING);
    const drawn = ways.shift()?.() ?? fitText(reply, bare);
    const pictureless = pictured.length > 0 && ways.length < all - pictured.length;
    if (drawn.spill) await spills(drawn.spill);
    try {
      const sent = await send(drawn.message);
      return { sent, ...(drawn.spill && { spill: drawn.spill }), ...(pictureless && { pictureless }) };
    } catch (error) {
      if (!(error instanceof SlackFailure && UNDRAWABLE.has(error.code)) || ways.length === 0) throw error;
    }
  }
}

export function createPoster(lanes: Lanes, budget: EditBudget, signal: AbortSignal) {
  const inThread = ({ thread }: Where) => (thread === undefined ? {} : { thread_ts: thread });

  /** @throws SlackFailure */
  const post = (reply: Reply, extras: Extras, where: Where): Promise<Shown<Standing>> =>
    simplified(reply, extras, async (message) => {
      const args = { channel: where.channel, ...inThread(where), ...message, ...HARMLESS };
      return { ...(await lanes.call("chat.postMessage", args, Posted)), thread: where.thread };
    });

  /** Edits the message, or says it anew where it can no longer be edited. @throws SlackFailure */
  async function edit(reply: Reply, extras: Extras, standing: Standing): Promise<Shown<Standing>> {
    const { channel, ts } = standing;
    try {
      await budget.spend(signal);
      return await simplified(reply, extras, async (message) => {
        await lanes.call("chat.update", { channel, ts, ...message, parse, link_names }, z.unknown());
        return standing;
      });
    } catch (error) {
      if (!(error instanceof SlackFailure && UNEDITABLE.has(error.code))) throw error;
      return post(reply, extras, standing);
    }
  }

  /** Only one person sees it, until they reload. @throws SlackFailure */
  const whisper = (reply: Reply, extras: Extras, user: string, where: Where): Promise<Shown<unknown>> =>
    simplified(reply, extras, (message) => {
      const args = { channel: where.channel, user, ...inThread(where), ...message, parse, link_names };
      return lanes.call("chat.postEphemeral", args, z.unknown());
    });

  return { post, edit, whisper };
}

export type Poster = ReturnType<typeof createPoster>;
