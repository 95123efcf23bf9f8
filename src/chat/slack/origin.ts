/** Where something was said or pressed, and every way in which an answer can get back there. */
import { z } from "zod";
import type { Place } from "../../core/context.ts";

const Origin = z.strictObject({
  team: z.string(),
  user: z.string(),
  channel: z.string(),
  /** `ts` of the thread's first message. */
  thread: z.string().optional(),
  /** The bot's direct messages, or a thread that the bot began: everybody there may see what the asker may. */
  private: z.boolean(),
  /** Whether people of other organisations are in the channel, where the request itself says so. */
  shared: z.boolean().optional(),
  /** A bearer secret, good for five uses in thirty minutes: never logged. */
  responseUrl: z.string().optional(),
  /** Unix milliseconds when the request came in: a trigger lives 3 s, a response_url 30 minutes. */
  at: z.number(),
  /** Opens one modal, once. */
  trigger: z.string().optional(),
  /** The message whose place the answer takes. */
  replaces: z.strictObject({ ts: z.string(), ephemeral: z.boolean() }).optional(),
});

export type Origin = z.output<typeof Origin>;

/** For where it travels through Slack and back: a form's private_metadata. */
export const OriginSchema = Origin;

export const placeOf = ({ team, channel, thread, private: alone }: Origin): Place => ({
  id: `${team}:${channel}`,
  private: alone,
  ...(thread !== undefined && { thread }),
});

export const askerOf = ({ team, user }: Origin): string => `${team}:${user}`;

/** Every conversation with one other person has such an id, whether the bot is in it or not. */
export const isDirect = (channel: string): boolean => channel.startsWith("D");
