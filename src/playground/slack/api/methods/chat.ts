import { SlackError } from "../../errors.ts";
import { knownChannel, writableChannel } from "../access.ts";
import { text } from "../arguments.ts";
import { contentArguments, contentOf } from "../content.ts";
import { author, ownMessage, threadOf, wire } from "../posting.ts";
import { type Call, method } from "./method.ts";

const updateTextMax = 4000;
const ephemeralMaxBytes = 4000;

export const chat = {
  "chat.postMessage": method({
    tier: "posting",
    takes: { channel: text, thread_ts: text.optional(), ...contentArguments },
    run(call, args) {
      call.needs("chat:write");
      const { workspace } = call;
      const channel = channelToPostIn(call, args.channel);
      const content = contentOf(workspace, args);
      const thread = threadOf(workspace, channel, args.thread_ts);
      const message = workspace.post({ channel, ...author(workspace), ...content, ...thread });
      return { channel, ts: message.ts, message: wire(workspace, message) };
    },
  }),

  "chat.postEphemeral": method({
    tier: 4,
    takes: { channel: text, user: text, thread_ts: text.optional(), ...contentArguments },
    run(call, args) {
      call.needs("chat:write");
      const { workspace } = call;
      const channel = writableChannel(call, args.channel);
      if (!channel.members.has(args.user)) throw new SlackError("user_not_in_channel");
      if (Buffer.byteLength(args.text ?? "") > ephemeralMaxBytes) throw new SlackError("msg_too_long");
      const content = contentOf(workspace, args);
      const thread = threadOf(workspace, channel.id, args.thread_ts);
      const draft = { channel: channel.id, ...author(workspace), ...content, ...thread, onlyFor: args.user };
      return { message_ts: workspace.post(draft).ts };
    },
  }),

  "chat.update": method({
    tier: 3,
    takes: { channel: text, ts: text, ...contentArguments },
    run(call, args) {
      call.needs("chat:write");
      const { workspace } = call;
      const channel = knownChannel(call, args.channel).id;
      const before = ownMessage(workspace, channel, args.ts, "cant_update_message");
      const content = contentOf(workspace, args, updateTextMax);
      // Without `text` the old one stays; without `blocks` the old ones go.
      const { blocks: _blocks, ...rest } = before;
      const message = workspace.edit({
        ...rest,
        ...content,
        text: args.text ?? before.text,
        rendering: { ...before.rendering, parse: "client", ...content.rendering },
        edited: { user: before.user, ts: workspace.ids.ts() },
      });
      return { channel, ts: message.ts, text: message.text, message: wire(workspace, message) };
    },
  }),

  "chat.delete": method({
    tier: 3,
    takes: { channel: text, ts: text },
    run(call, args) {
      call.needs("chat:write");
      const channel = knownChannel(call, args.channel).id;
      call.workspace.remove(ownMessage(call.workspace, channel, args.ts, "cant_delete_message"));
      return { channel, ts: args.ts };
    },
  }),

  "chat.getPermalink": method({
    tier: 4,
    takes: { channel: text, message_ts: text },
    run(call, args) {
      const channel = knownChannel(call, args.channel).id;
      const message = call.workspace.messages.find(channel, args.message_ts);
      if (!message || message.onlyFor) throw new SlackError("message_not_found");
      const thread = message.thread_ts ? `?thread_ts=${message.thread_ts}&cid=${channel}` : "";
      return { channel, permalink: `${call.url}/archives/${channel}/p${message.ts.replace(".", "")}${thread}` };
    },
  }),
};

/** A public channel can be posted in without being in it, given the scope for that. */
function channelToPostIn(call: Call, id: string): string {
  const channel = call.workspace.directory.channels.get(id);
  if (channel?.kind === "public" && !channel.is_archived && call.has("chat:write.public")) return channel.id;
  return writableChannel(call, id).id;
}
