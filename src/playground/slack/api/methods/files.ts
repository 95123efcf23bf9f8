import { z } from "zod";
import { SlackError } from "../../errors.ts";
import type { Json } from "../../json.ts";
import { fileOnWire } from "../../workspace/files.ts";
import { writableChannel } from "../access.ts";
import { count, structure, text } from "../arguments.ts";
import { type Content, contentOf } from "../content.ts";
import { author, threadOf } from "../posting.ts";
import { type Call, method } from "./method.ts";

const completed = z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1);

export const files = {
  "files.getUploadURLExternal": method({
    tier: 4,
    takes: { filename: text, length: count, alt_txt: text.optional(), snippet_type: text.optional() },
    run({ workspace, url, needs }, args) {
      needs("files:write");
      if (args.length === 0) throw new SlackError("missing_argument");
      const { user_id } = workspace.directory.bot;
      const file = workspace.files.announce(args.filename, args.length, user_id, workspace.clock.now());
      return { upload_url: `${url}/upload/v1/${file.ticket}`, file_id: file.id };
    },
  }),

  "files.completeUploadExternal": method({
    tier: 4,
    takes: {
      files: structure,
      channel_id: text.optional(),
      thread_ts: text.optional(),
      initial_comment: text.optional(),
      blocks: structure.optional(),
    },
    run(call, args) {
      call.needs("files:write");
      const { workspace } = call;
      const list = completed.safeParse(args.files);
      if (!list.success) throw new SlackError("invalid_arguments");
      const uploaded = list.data.map(({ id }) => workspace.files.get(id));
      if (uploaded.some((file) => !file.bytes || file.completed)) throw new SlackError("file_not_found");
      const channel = args.channel_id === undefined ? undefined : channelToShareIn(call, args.channel_id);
      const thread = channel === undefined ? {} : threadOf(workspace, channel, args.thread_ts);
      const content = commentOf(call, args);
      for (const [index, file] of uploaded.entries()) {
        file.completed = true;
        file.title = list.data[index]?.title ?? file.name;
      }
      const draft = channel === undefined ? undefined : { channel, ...author(workspace), ...content, ...thread };
      workspace.takeIn(uploaded, draft);
      return { files: uploaded.map((file) => onWire(call, file.id)) };
    },
  }),

  "files.info": method({
    tier: 4,
    takes: { file: text },
    run(call, args) {
      call.needs("files:read");
      return { file: onWire(call, args.file) };
    },
  }),

  "files.delete": method({
    tier: 3,
    takes: { file: text },
    run({ workspace, needs }, args) {
      needs("files:write");
      workspace.unshare(args.file);
      return {};
    },
  }),
};

/** Unlike chat.postMessage, sharing a file wants the id of the conversation, never of a person. */
function channelToShareIn(call: Call, id: string): string {
  if (call.workspace.directory.users.has(id)) throw new SlackError("channel_not_found");
  return writableChannel(call, id).id;
}

/** What is said above the file; where both are given, the comment wins over the blocks. */
function commentOf(call: Call, args: { initial_comment?: string | undefined; blocks?: unknown }): Content {
  if (args.initial_comment) return contentOf(call.workspace, { text: args.initial_comment });
  if (args.blocks !== undefined) return contentOf(call.workspace, { blocks: args.blocks });
  return { text: "", rendering: {} };
}

function onWire(call: Call, id: string): Json {
  const { directory, files } = call.workspace;
  return fileOnWire(files.get(id), call.url, (channel) => directory.channels.get(channel)?.kind === "public");
}
