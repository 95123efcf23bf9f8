/** Blocks as HTML: by a library what is read and the buttons; by hand what it draws but nobody could use. */
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { type Block, Message } from "slack-blocks-to-jsx";
import { asObjects, asText, isJson, type Json } from "../../slack/json.ts";
import { control, isControl } from "./control.ts";
import { html, type Html } from "./html.ts";
import { nameOf, type Names } from "./names.ts";

/** @param names of whoever is mentioned or can be chosen */
export function blocksToHtml(blocks: readonly Json[], names: Names): Html {
  return html`${blocks.map((block) => blockToHtml(block, names))}`;
}

function blockToHtml(block: Json, names: Names): Html {
  if (block["type"] === "image") return image(block);
  if (block["type"] === "input") return control(block, block["element"], asText(textIn(block["label"])), names);
  const { accessory } = block;
  if (isControl(accessory)) {
    const { accessory: _, ...rest } = block;
    return html`${drawn(rest, names)}${control(block, accessory, asText(textIn(block["text"])), names)}`;
  }
  const elements = block["type"] === "actions" ? asObjects(block["elements"]) : [];
  const controls = elements.filter(isControl);
  if (controls.length === 0) return drawn(block, names);
  const buttons = elements.filter((element) => !isControl(element));
  return html`${buttons.length > 0 ? drawn({ ...block, elements: buttons }, names) : undefined}${controls.map((one) => control(block, one, asText(textIn(one["placeholder"])), names))}`;
}

/** Slack opens a picture on a tap; here it is a page of its own. */
function image({ slack_file: file, image_url: url, alt_text: alt }: Json): Html {
  const address = isJson(file) ? `/files/${asText(file["id"])}/picture` : asText(url);
  return html`<figure class="picture"><a href="${address}" target="_blank"><img src="${address}" alt="${asText(alt)}"></a></figure>`;
}

const textIn = (object: unknown): unknown => (isJson(object) ? object["text"] : undefined);

function drawn(block: Json, names: Names): Html {
  const element = createElement(Message, {
    blocks: [asSlackReads(block) as Block],
    logo: "",
    name: "",
    withoutWrapper: true,
    hooks: {
      user: ({ id }) => createElement("span", { className: "mention" }, `@${nameOf(id, names)}`),
      channel: ({ id }) => createElement("span", { className: "mention" }, `#${nameOf(id, names)}`),
      emoji: ({ name }, parse) => {
        const sign = SIGNS[name];
        return sign ? createElement("span", { className: "sign", "data-sign": name }, sign) : parse({ name });
      },
    },
  });
  return { html: renderToStaticMarkup(element) };
}

/** Not every machine has a font with emoji, and these carry the meaning: drawn by the page. */
const SIGNS: Readonly<Record<string, string>> = {
  white_check_mark: "✓",
  information_source: "i",
  warning: "!",
  x: "✗",
};

/**
 * `verbatim` makes the library show mrkdwn as it is written, where Slack only stops finding links and names in it by
 * itself. So it is taken out, and what would come alive without it is written as an entity, which the library undoes
 * after it has looked.
 */
function asSlackReads(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asSlackReads);
  if (!isJson(value)) return value;
  const { verbatim, ...rest } = value;
  if (value["type"] === "mrkdwn" && verbatim === true) return { ...rest, text: lifeless(asText(rest["text"])) };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asSlackReads(inner)]));
}

/** Links, references, broadcasts, and what only looks like an emoji: "12:30:45" would lose its colons. */
const ALIVE = /:(?![a-z]\w*:)(?<!:[a-z]\w*:)|\](?=\()|@(?=here|channel|everyone)/g;

/** All but what stands in <…>, which the sender asked for, and in code, which the library leaves alone. */
const lifeless = (text: string): string =>
  text
    .split(/(<[^<>\n]+>|```[^]*?```|`[^`\n]*`)/)
    .map((part, i) =>
      i % 2 === 1 ? part.replace(/^```\n|\n```$/g, "```") : part.replace(ALIVE, (sign) => `&#${sign.charCodeAt(0)};`),
    )
    .join("");
