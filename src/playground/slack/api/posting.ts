import { SlackError } from "../errors.ts";
import type { Json } from "../json.ts";
import { type Message, onWire } from "../workspace/messages.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** The bot as the author of a message. */
export function author(workspace: Workspace): Pick<Message, "user" | "bot_id"> {
  const { user_id, bot_id } = workspace.directory.bot;
  return { user: user_id, bot_id };
}

/**
 * The thread that a new message goes to. A reply to a reply belongs to the thread of the first message.
 * @throws SlackError thread_not_found or cannot_reply_to_message
 */
export function threadOf(workspace: Workspace, channel: string, ts: string | undefined): { thread_ts?: string } {
  if (!ts) return {};
  const parent = workspace.messages.find(channel, ts);
  if (!parent) throw new SlackError("thread_not_found");
  if (parent.onlyFor) throw new SlackError("cannot_reply_to_message");
  return { thread_ts: parent.thread_ts ?? parent.ts };
}

/**
 * A message that the bot may change. An ephemeral one it may not: its `ts` is good for nothing.
 * @throws SlackError message_not_found or `refusal`
 */
export function ownMessage(workspace: Workspace, channel: string, ts: string, refusal: string): Message {
  const message = workspace.messages.find(channel, ts);
  if (!message) throw new SlackError("message_not_found");
  if (message.onlyFor || message.user !== workspace.directory.bot.user_id) throw new SlackError(refusal);
  return message;
}

export function wire(workspace: Workspace, message: Message): Json {
  const { users, team, bot } = workspace.directory;
  return onWire(message, users.get(message.user)?.team_id ?? team.id, bot.app_id);
}
