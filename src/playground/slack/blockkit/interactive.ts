import { asObjects, asText, isJson, type Json } from "../json.ts";

/** The elements of a block that a person can act on. */
export function interactiveIn(block: Json): Json[] {
  const candidates = [block["accessory"], block["element"], ...asObjects(block["elements"])].filter(isJson);
  return candidates.filter((element) => block["type"] !== "rich_text" && !passive.has(asText(element["type"])));
}

const passive = new Set(["image", "plain_text", "mrkdwn"]);

/** Names what came without a name, as Slack does: every block, and everything that can be pressed. */
export function withIds(blocks: Json[], next: () => string): Json[] {
  const copies = structuredClone(blocks);
  for (const block of copies) {
    block["block_id"] ??= next();
    for (const element of interactiveIn(block)) element["action_id"] ??= next();
  }
  return copies;
}
