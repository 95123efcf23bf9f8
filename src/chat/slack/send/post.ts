/** The three ways in which the Web API puts a Reply on a screen: a message, an edit of it, and a whisper. */
import { z } from "zod";
import type { Reply } from "../../../core/reply.ts";
import { type Extras, fit, fitText, type Spill } from "../draw/fit.ts";
import type { EditBudget } from "./budget.ts";
import { SlackFailure, UNDRAWABLE, UNEDITABLE } from "./errors.ts";
import { HARMLESS, type Posting } from "./hook.ts";
import type { Lanes } from "./lanes.ts";

/** A message that stands in a channel and can be edited. */
export interface Standing {
  readonly channel: string;
  readonly ts: string;
  readonly thread?: string | undefined;
}

export interface Shown<T> {
  readonly sent: T;
  readonly spill?: Spill;
}

const Posted = z.object({ channel: z.string(), ts: z.string() });

/** chat.update starts from parse=client, unlike the others, and neither it nor a whisper can unfurl. */
const { parse, link_names } = HARMLESS;

/** As rich as the surface takes it: with a table, without, as text (docs.slack.dev; older servers know no table block). */
export async function simplified<T>(
  reply: Reply,
  extras: Extras,
  send: (message: Posting) => Promise<T>,
): Promise<Shown<T>> {
  const hasTable = reply.body.some((block) => "table" in block);
  const ways = [
    () => fit(reply, extras),
    ...(hasTable ? [() => fit(reply, { ...extras, tables: false })] : []),
    () => fitText(reply, extras),
  ];
  for (;;) {
    const drawn = ways.shift()?.() ?? fitText(reply, extras);
    try {
      const sent = await send(drawn.message);
      return drawn.spill ? { sent, spill: drawn.spill } : { sent };
    } catch (error) {
      if (!(error instanceof SlackFailure && UNDRAWABLE.has(error.code)) || ways.length === 0) throw error;
    }
  }
}

export function createPoster(lanes: Lanes, budget: EditBudget, signal: AbortSignal) {
  const post = (
    reply: Reply,
    extras: Extras,
    { channel, thread }: { readonly channel: string; readonly thread?: string | undefined },
  ): Promise<Shown<Standing>> =>
    simplified(reply, extras, async (message) => {
      const args = { channel, ...(thread !== undefined && { thread_ts: thread }), ...message, ...HARMLESS };
      return { ...(await lanes.call("chat.postMessage", args, Posted)), thread };
    });

  return {
    post,
    /** Edits the message, or says it anew where it can no longer be edited. @throws SlackFailure */
    async edit(reply: Reply, extras: Extras, standing: Standing): Promise<Shown<Standing>> {
      try {
        await budget.spend(signal);
        return await simplified(reply, extras, async (message) => {
          const { channel, ts } = standing;
          await lanes.call("chat.update", { channel, ts, ...message, parse, link_names }, z.unknown());
          return standing;
        });
      } catch (error) {
        if (!(error instanceof SlackFailure && UNEDITABLE.has(error.code))) throw error;
        return post(reply, extras, standing);
      }
    },
    /** Only one person sees it, until they reload. @throws SlackFailure */
    whisper: (
      reply: Reply,
      extras: Extras,
      {
        channel,
        user,
        thread,
      }: { readonly channel: string; readonly user: string; readonly thread?: string | undefined },
    ): Promise<Shown<unknown>> =>
      simplified(reply, extras, (message) =>
        lanes.call(
          "chat.postEphemeral",
          { channel, user, ...(thread !== undefined && { thread_ts: thread }), ...message, parse, link_names },
          z.unknown(),
        ),
      ),
  };
}

export type Poster = ReturnType<typeof createPoster>;
