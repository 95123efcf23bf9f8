import { z } from "zod";
import { checkMessageBlocks } from "../blockkit/check.ts";
import { withIds } from "../blockkit/interactive.ts";
import { complaints, SlackError } from "../errors.ts";
import { isJson, type Json, objectsIn } from "../json.ts";
import type { Draft, Rendering } from "../workspace/messages.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { flag, structure, text } from "./arguments.ts";

const textMax = 40_000;

/** The arguments that say what a message contains, alike in every method that posts one. */
export const contentArguments = {
  text: text.optional(),
  blocks: structure.optional(),
  metadata: structure.optional(),
  parse: z.enum(["none", "full", "client"]).optional(),
  link_names: flag.optional(),
  unfurl_links: flag.optional(),
  unfurl_media: flag.optional(),
  mrkdwn: flag.optional(),
};

type ContentArguments = z.output<z.ZodObject<typeof contentArguments>>;
export type Content = Pick<Draft, "text" | "blocks" | "metadata" | "rendering">;

/**
 * Checks what a message contains.
 * @param longest characters of text beyond which it is refused; without it text is cut at 40,000
 * @throws SlackError no_text, msg_too_long, invalid_metadata_format or what is wrong with the blocks
 */
export function contentOf(workspace: Workspace, args: ContentArguments, longest?: number): Content {
  const blocks = args.blocks === undefined || args.blocks === "" ? [] : checkMessageBlocks(args.blocks);
  refuseUnknownFiles(workspace, blocks);
  const body = args.text ?? "";
  if (body === "" && blocks.length === 0) throw new SlackError("no_text");
  if (longest !== undefined && body.length > longest) throw new SlackError("msg_too_long");
  return {
    text: body.slice(0, textMax),
    ...(blocks.length > 0 ? { blocks: withIds(blocks, () => workspace.ids.next("b")) } : {}),
    ...(args.metadata === undefined ? {} : { metadata: metadata(args.metadata) }),
    rendering: renderingOf(args),
  };
}

/** An image block may show an uploaded file, once Slack has looked at it. */
function refuseUnknownFiles(workspace: Workspace, blocks: Json[]): void {
  const known = workspace.files.all().filter((file) => file.examined);
  for (const { slack_file: file } of objectsIn(blocks)) {
    if (!isJson(file) || known.some(({ id }) => id === file["id"])) continue;
    throw new SlackError("invalid_blocks", complaints(["invalid slack file [json-pointer:/blocks]"]));
  }
}

function renderingOf(args: ContentArguments): Rendering {
  const { parse, link_names, unfurl_links, unfurl_media, mrkdwn } = args;
  const asked = { parse, link_names, unfurl_links, unfurl_media, mrkdwn };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

function metadata(value: unknown): Json {
  const valid = isJson(value) && typeof value["event_type"] === "string" && isJson(value["event_payload"]);
  if (!valid) throw new SlackError("invalid_metadata_format");
  return value;
}
