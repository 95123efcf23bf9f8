import { z } from "zod";
import { SlackError, complaints } from "../errors.ts";
import { asText, isJson, type Json, objectsIn } from "../json.ts";
import { messageBlock, viewBlock } from "./blocks.ts";
import { complaint } from "./complaint.ts";
import { interactiveIn } from "./interactive.ts";
import { option, optionGroup } from "./objects.ts";

// Undocumented, measured by users at 13,297 characters of markdown (slackapi/bolt-js#2509).
const allBlocksMax = 13_200;
const tableMax = 10_000;
const markdownMax = 12_000;

/**
 * Refuses what Slack would refuse of a message's blocks.
 * @throws SlackError invalid_blocks_format, invalid_blocks, only_one_table_allowed or msg_blocks_too_long
 */
export function checkMessageBlocks(blocks: unknown): Json[] {
  if (!Array.isArray(blocks) || !blocks.every(isJson)) throw new SlackError("invalid_blocks_format");
  const found = complaintsAbout(blocks, z.array(messageBlock).max(50), "/blocks");
  if (found.length > 0) throw new SlackError("invalid_blocks", complaints(found));
  if (blocks.filter((block) => block["type"] === "table").length > 1) throw new SlackError("only_one_table_allowed");
  if (textLength(blocks) > allBlocksMax) throw new SlackError("msg_blocks_too_long");
  return blocks;
}

/** The same for a view; its answer is a list of complaints, since Slack calls them `invalid_arguments`. */
export function complaintsAboutViewBlocks(blocks: unknown): string[] {
  return complaintsAbout(blocks, z.array(viewBlock).max(100), "/view/blocks");
}

/** The same for the options that the bot loads into a menu. */
export function complaintsAboutOptions(answer: Json): string[] {
  const result = loadedOptions.safeParse(answer);
  return result.success ? [] : result.error.issues.map((issue) => complaint(issue, ""));
}

const loadedOptions = z
  .object({ options: z.array(option).max(100).optional(), option_groups: z.array(optionGroup).max(100).optional() })
  .refine((it) => (it.options === undefined) !== (it.option_groups === undefined), {
    error: "must define either `options` or `option_groups`",
  });

function complaintsAbout(blocks: unknown, schema: z.ZodType, root: string): string[] {
  const result = schema.safeParse(blocks);
  if (!result.success) return result.error.issues.map((issue) => complaint(issue, root));
  return [...duplicates(blocks as Json[], root), ...tooMuchText(blocks as Json[], root)];
}

function* duplicates(blocks: Json[], root: string): Generator<string> {
  const blockIds = new Set<unknown>();
  for (const [index, block] of blocks.entries()) {
    const blockId = asText(block["block_id"]);
    if (blockId !== "" && blockIds.has(blockId)) {
      yield `block_id \`${blockId}\` already exists [json-pointer:${root}/${index}/block_id]`;
    }
    blockIds.add(blockId);
    const actionIds = new Set<unknown>();
    for (const element of interactiveIn(block)) {
      const actionId = asText(element["action_id"]);
      if (actionId === "") continue;
      if (actionIds.has(actionId)) {
        yield `action_id \`${actionId}\` already exists in this block [json-pointer:${root}/${index}]`;
      }
      actionIds.add(actionId);
    }
  }
}

function* tooMuchText(blocks: Json[], root: string): Generator<string> {
  const ofType = (type: string) => blocks.filter((block) => block["type"] === type);
  for (const table of ofType("table")) {
    if (textLength(table) > tableMax) yield `table must be less than ${tableMax + 1} characters [json-pointer:${root}]`;
  }
  if (textLength(ofType("markdown")) > markdownMax) {
    yield `markdown blocks must be less than ${markdownMax + 1} characters in total [json-pointer:${root}]`;
  }
}

/** Characters that a person would read in these blocks. */
function textLength(blocks: unknown): number {
  let length = 0;
  for (const object of objectsIn(blocks)) {
    for (const field of ["text", "alt_text"]) {
      const text = object[field];
      if (typeof text === "string") length += text.length;
    }
  }
  return length;
}
