import { SlackError } from "../../errors.ts";
import type { Json } from "../../json.ts";
import type { Channel } from "../../workspace/directory.ts";
import { inThread, type Message } from "../../workspace/messages.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { readableChannel } from "../access.ts";
import { count, flag, text } from "../arguments.ts";
import { wire } from "../posting.ts";
import { type Call, method } from "./method.ts";

const paging = { cursor: text.optional(), limit: count.optional() };

export const conversations = {
  "conversations.info": method({
    tier: 3,
    takes: { channel: text },
    run(call, args) {
      return { channel: channelOnWire(call.workspace, readableChannel(call, args.channel, "read")) };
    },
  }),

  "conversations.open": method({
    tier: 3,
    takes: { users: text.optional(), channel: text.optional(), return_im: flag.optional() },
    run(call, args) {
      const { directory } = call.workspace;
      if (args.channel) return { channel: { id: readableChannel(call, args.channel, "read").id } };
      if (!args.users) throw new SlackError("users_list_not_supplied");
      const ids = args.users.split(",");
      call.needs(ids.length === 1 ? "im:write" : "mpim:write");
      for (const id of ids) {
        const user = directory.users.get(id);
        if (!user) throw new SlackError("user_not_found");
        if (user.is_bot) throw new SlackError("cannot_dm_bot");
        if (user.deleted) throw new SlackError("user_disabled");
      }
      return { channel: { id: directory.directMessages(ids).id } };
    },
  }),

  "conversations.history": method({
    tier: 3,
    takes: { channel: text, oldest: text.optional(), latest: text.optional(), inclusive: flag.optional(), ...paging },
    run(call, args) {
      const channel = memberChannel(call, args.channel);
      const inclusive = args.inclusive ?? false;
      const found = call.workspace.messages
        .in(channel.id)
        .filter((message) => !message.thread_ts || message.thread_ts === message.ts)
        .filter((message) => after(message, args.oldest, inclusive) && before(message, args.latest, inclusive));
      return page(call.workspace, found.toReversed(), args.cursor, args.limit);
    },
  }),

  "conversations.replies": method({
    tier: 3,
    takes: { channel: text, ts: text, ...paging },
    run(call, args) {
      const channel = memberChannel(call, args.channel);
      const found = call.workspace.messages.in(channel.id).filter((message) => inThread(message, args.ts));
      if (found.length === 0) throw new SlackError("thread_not_found");
      return page(call.workspace, found, args.cursor, args.limit);
    },
  }),
};

function memberChannel(call: Call, id: string): Channel {
  const channel = readableChannel(call, id, "history");
  if (!call.workspace.directory.hasBot(channel)) throw new SlackError("not_in_channel");
  return channel;
}

// A `ts` has a fixed number of digits, so that comparing strings compares times.
function after(message: Message, oldest: string | undefined, inclusive: boolean): boolean {
  return oldest === undefined || message.ts > oldest || (inclusive && message.ts === oldest);
}

function before(message: Message, latest: string | undefined, inclusive: boolean): boolean {
  return latest === undefined || message.ts < latest || (inclusive && message.ts === latest);
}

function page(workspace: Workspace, all: Message[], cursor: string | undefined, limit = 100): Json {
  const start = cursor ? Number(Buffer.from(cursor, "base64").toString()) : 0;
  if (!Number.isInteger(start)) throw new SlackError("invalid_cursor");
  const messages = all.slice(start, start + limit).map((message) => wire(workspace, message));
  const next = start + limit;
  const has_more = next < all.length;
  const next_cursor = has_more ? Buffer.from(String(next)).toString("base64") : "";
  return { messages, has_more, response_metadata: { next_cursor } };
}

function channelOnWire({ directory }: Workspace, channel: Channel): Json {
  const shared = { id: channel.id, created: 0, is_archived: channel.is_archived };
  const user = [...channel.members].find((id) => id !== directory.bot.user_id);
  if (channel.kind === "im") return { ...shared, is_im: true, user };
  return {
    ...shared,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind !== "mpim",
    is_group: false,
    is_im: false,
    is_mpim: channel.kind === "mpim",
    is_private: channel.kind !== "public",
    is_member: directory.hasBot(channel),
    is_shared: channel.is_ext_shared,
    is_ext_shared: channel.is_ext_shared,
    is_org_shared: false,
    context_team_id: directory.team.id,
  };
}
