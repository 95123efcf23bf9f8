import { z } from "zod";
import { SlackError } from "../errors.ts";
import type { Json } from "../json.ts";
import type { Message } from "../workspace/messages.ts";
import type { Place } from "../workspace/response-urls.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { flag } from "./arguments.ts";
import { contentArguments, contentOf } from "./content.ts";
import { author, threadOf } from "./posting.ts";

const schema = z.object({
  ...contentArguments,
  response_type: z.enum(["in_channel", "ephemeral"]).optional(),
  replace_original: flag.optional(),
  delete_original: flag.optional(),
  thread_ts: z.string().optional(),
});

/**
 * Carries out what the bot says through a response_url, or in its acknowledgement of a slash command.
 * It may speak so even where it has not been invited.
 * @throws SlackError no_text, invalid_blocks and the like
 */
export function respond(workspace: Workspace, place: Place, body: Json): void {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new SlackError("invalid_payload");
  const { response_type, replace_original, delete_original, thread_ts, ...args } = parsed.data;
  const original = originalOf(workspace, place);
  if (delete_original) {
    // Slack asks for delete_original to stand alone, and a slash command has no original.
    if (Object.keys(body).length > 1 || !original) throw new SlackError("invalid_payload");
    workspace.remove(original);
    return;
  }
  const content = contentOf(workspace, args);
  // Unless told otherwise, an answer to a press takes the place of the message with the button, even when it asks
  // to be ephemeral (howdyai/botkit#444). An answer to a slash command cannot take the place of an earlier one
  // (slackapi/bolt-python#1268): it becomes a new message.
  if (original && replace_original !== false) {
    const { blocks: _blocks, ...rest } = original;
    workspace.edit({ ...rest, ...content, edited: { user: original.user, ts: workspace.ids.ts() } });
    return;
  }
  // A new message goes to the channel, even when the press was in a thread, unless `thread_ts` is given.
  workspace.post({
    channel: place.channel,
    ...author(workspace),
    ...content,
    ...threadOf(workspace, place.channel, thread_ts),
    ...(response_type === "in_channel" ? {} : { onlyFor: place.user }),
  });
}

function originalOf(workspace: Workspace, place: Place): Message | undefined {
  return place.message === undefined ? undefined : workspace.messages.find(place.channel, place.message);
}
