import { asText, isJson, type Json } from "../json.ts";
import type { Message, Rendering } from "../workspace/messages.ts";
import { type Automatic, type Live, type NameOf, readMrkdwn } from "./mrkdwn.ts";

/** What a person gets to see of a message. */
export interface Visible {
  /** The plain text on the screen: that of the blocks where there are any. */
  text: string;
  /** Everything that does more than be read, in the blocks and in the top-level text (which becomes the notification). */
  live: Live[];
}

/** Blocks of a message or a view, or a message, as a person sees them. */
export function visible(message: Pick<Message, "text" | "blocks" | "rendering">, nameOf: NameOf = (id) => id): Visible {
  const top = readMrkdwn(message.text, automaticIn(message.rendering), nameOf);
  const blocks = message.blocks?.length ? visibleBlocks(message.blocks, nameOf) : undefined;
  const live = [...top.live, ...(blocks?.live ?? [])];
  const unfurls = message.rendering.unfurl_links === true || message.rendering.unfurl_media !== false;
  for (const { kind, target } of unfurls ? [...live] : []) {
    if (kind === "link") live.push({ kind: "unfurl", target, label: "", automatic: true });
  }
  return { text: blocks?.text ?? top.text, live };
}

// docs.slack.dev/messaging/formatting-message-text: URLs come alive unless parse=none; names only with
// parse=full or link_names; chat.update starts from parse=client, which does both.
function automaticIn(rendering: Rendering): Automatic {
  const parse = rendering.parse ?? (rendering.edited ? "client" : "default");
  const eager = parse === "full" || parse === "client";
  const names = eager || rendering.link_names === true;
  return { urls: parse !== "none", broadcasts: names, names };
}

const nothing: Automatic = { urls: false, broadcasts: false, names: false };

export function visibleBlocks(blocks: Json[], nameOf: NameOf = (id) => id): Visible {
  const live: Live[] = [];
  const lines = blocks.map((block) => readBlock(block, live, nameOf));
  return { text: lines.filter((line) => line !== "").join("\n"), live };
}

function readBlock(block: Json, live: Live[], nameOf: NameOf): string {
  const read = (value: unknown): string => readAny(value, live, nameOf);
  switch (block["type"]) {
    case "section":
      return joined("\n", [read(block["text"]), ...list(block["fields"]).map(read), read(block["accessory"])]);
    case "context":
    case "actions":
      return joined(" ", list(block["elements"]).map(read));
    case "input":
      return joined(" ", [read(block["label"]), read(block["element"]), read(block["hint"])]);
    case "image":
      return joined("\n", [read(block["title"]), `(picture: ${asText(block["alt_text"])})`]);
    case "markdown":
      return readMarkdown(String(block["text"]), live, nameOf);
    case "table":
      return list(block["rows"])
        .map((row) => list(row).map(read).join(" | "))
        .join("\n");
    case "rich_text":
      return read(block);
    default:
      return read(block["text"]);
  }
}

/** A text object, an element or a piece of rich text. */
function readAny(value: unknown, live: Live[], nameOf: NameOf): string {
  if (!isJson(value)) return "";
  const inner = (separator: string) =>
    joined(
      separator,
      list(value["elements"]).map((it) => readAny(it, live, nameOf)),
    );
  const mention = (kind: Live["kind"], target: string, label: string): string => {
    live.push({ kind, target, label, automatic: false });
    return label;
  };
  switch (value["type"]) {
    case "mrkdwn": {
      // docs.slack.dev/reference/block-kit/composition-objects/text-object: verbatim is false unless said.
      const eager = { urls: true, broadcasts: true, names: false };
      const result = readMrkdwn(String(value["text"]), value["verbatim"] === true ? nothing : eager, nameOf);
      live.push(...result.live);
      return result.text;
    }
    case "button":
      return `[${readAny(value["text"], live, nameOf)}]`;
    case "image":
      return asText(value["alt_text"]);
    case "rich_text":
    case "rich_text_list":
      return inner("\n");
    case "rich_text_section":
    case "rich_text_preformatted":
    case "rich_text_quote":
      return inner("");
    case "link":
      return mention("link", String(value["url"]), String(value["text"] ?? value["url"]));
    case "user":
      return mention("user", String(value["user_id"]), `@${nameOf(String(value["user_id"]))}`);
    case "usergroup":
      return mention("usergroup", String(value["usergroup_id"]), `@${nameOf(String(value["usergroup_id"]))}`);
    case "channel":
      return mention("channel", String(value["channel_id"]), `#${nameOf(String(value["channel_id"]))}`);
    case "broadcast":
      return mention("broadcast", String(value["range"]), `@${String(value["range"])}`);
    case "date":
      return String(value["fallback"] ?? value["timestamp"]);
    case "emoji":
      return `:${String(value["name"])}:`;
    case "raw_number":
      return String(value["text"] ?? value["value"]);
    default:
      return typeof value["text"] === "string" ? value["text"] : placeholderOf(value);
  }
}

/** A menu or an input shows its placeholder until something is chosen. */
function placeholderOf(element: Json): string {
  const placeholder = element["placeholder"];
  return isJson(placeholder) ? `<${String(placeholder["text"])}>` : "";
}

function readMarkdown(source: string, live: Live[], nameOf: NameOf): string {
  for (const match of source.matchAll(/\[([^\]]*)\]\(([^)\s]+)[^)]*\)/g)) {
    live.push({ kind: "link", target: match[2] ?? "", label: match[1] ?? "", automatic: false });
  }
  const result = readMrkdwn(source, { urls: true, broadcasts: true, names: false }, nameOf);
  live.push(...result.live);
  return result.text;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function joined(separator: string, parts: string[]): string {
  return parts.filter((part) => part !== "").join(separator);
}
