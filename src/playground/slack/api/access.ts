import { SlackError } from "../errors.ts";
import type { Channel } from "../workspace/directory.ts";
import type { Call } from "./methods/method.ts";

const scopePrefix = { public: "channels", private: "groups", im: "im", mpim: "mpim" } as const;

/**
 * A conversation that the bot may know of.
 * @throws SlackError channel_not_found, also for private ones it has not been invited to
 */
export function knownChannel({ workspace: { directory } }: Call, id: string): Channel {
  const channel = directory.channels.get(id);
  if (!channel || (channel.kind !== "public" && !directory.hasBot(channel))) throw new SlackError("channel_not_found");
  return channel;
}

/** @throws SlackError channel_not_found or missing_scope */
export function readableChannel(call: Call, id: string, right: "read" | "history"): Channel {
  const channel = knownChannel(call, id);
  call.needs(`${scopePrefix[channel.kind]}:${right}`);
  return channel;
}

/**
 * Where the bot may write. A user id stands for the direct messages with that person.
 * @throws SlackError channel_not_found, cannot_dm_bot, is_archived or not_in_channel
 */
export function writableChannel(call: Call, id: string): Channel {
  const { directory } = call.workspace;
  const user = directory.users.get(id);
  if (user?.is_bot) throw new SlackError("cannot_dm_bot");
  const channel = user ? directory.directMessages([user.id]) : knownChannel(call, id);
  if (channel.is_archived) throw new SlackError("is_archived");
  if (!directory.hasBot(channel)) throw new SlackError("not_in_channel");
  return channel;
}
