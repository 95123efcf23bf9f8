/** One message as people see it. A message never changes, an edit is another one, so each is drawn once. */
import { asText, isJson } from "../../slack/json.ts";
import { escape } from "../../slack/screen/mrkdwn.ts";
import type { LocalSlack, Message } from "../../slack/index.ts";
import { blocksToHtml } from "./blocks.ts";
import { html, type Html } from "./html.ts";
import { nameOf, type Names } from "./names.ts";

const drawn = new WeakMap<Message, string>();

export function messageToHtml(message: Message, slack: LocalSlack): string {
  let known = drawn.get(message);
  if (known === undefined) drawn.set(message, (known = draw(message, slack).html));
  return known;
}

function draw(message: Message, slack: LocalSlack): Html {
  const { user, ts, text, blocks, edited, onlyFor, files = [] } = message;
  const isBot = user === slack.directory.bot.user_id;
  const name = nameOf(user, slack.directory);
  const time = new Date(Number(ts) * 1000);
  const body = blocks?.length ? blocks : [section(text)];
  return html`
    <span class="avatar" data-name="${name}" aria-hidden="true">${isBot ? "⎈" : name.slice(0, 1).toUpperCase()}</span>
    <div class="said">
      ${onlyFor ? html`<small class="only">Only visible to you</small>` : ""}
      <header><b>${name}</b>${isBot ? html`<i class="app">APP</i>` : ""}<time datetime="${time.toISOString()}">${time.toTimeString().slice(0, 5)}</time></header>
      <div class="body">${blocksToHtml(body, slack.directory)}${edited ? html`<small class="edited">(edited)</small>` : ""}</div>
      ${files.map((file) => fileToHtml(file, slack))}
    </div>`;
}

/** What people type stays what they typed, mentions aside. */
const section = (text: string) => ({
  type: "section",
  text: { type: "mrkdwn", text: text || escape(" "), verbatim: true },
});

/** Lines of a text file that are shown before anybody opens it. */
const PREVIEW = 8;

function fileToHtml({ id, name, title }: { id: string; name: string; title: string }, slack: LocalSlack): Html {
  const address = `/files/${id}/${encodeURIComponent(name)}`;
  if (name.endsWith(".png"))
    return html`<figure><a href="${address}" target="_blank"><img src="${address}" alt="${title}"></a></figure>`;
  const lines = (
    slack
      .files()
      .find((file) => file.id === id)
      ?.bytes?.toString() ?? ""
  ).split("\n");
  const more = lines.length > PREVIEW ? `\n… ${lines.length - PREVIEW} more lines` : "";
  return html`<figure class="file"><figcaption><a href="${address}" target="_blank">${name}</a></figcaption><pre>${lines.slice(0, PREVIEW).join("\n")}${more}</pre></figure>`;
}

/** A modal, with what its buttons are called. */
export function modalToHtml(
  view: {
    readonly id: string;
    readonly title: unknown;
    readonly submit: unknown;
    readonly close: unknown;
    readonly blocks: Parameters<typeof blocksToHtml>[0];
  },
  names: Names,
): string {
  const words = (object: unknown, otherwise: string) => (isJson(object) ? asText(object["text"]) : otherwise);
  return html`<form method="dialog" data-view="${view.id}" novalidate>
      <h2>${words(view.title, "")}</h2>
      ${blocksToHtml(view.blocks, names)}
      <p class="notice" role="alert"></p>
      <footer><button type="button" data-close>${words(view.close, "Close")}</button>${view.submit ? html`<button type="submit" class="primary">${words(view.submit, "Submit")}</button>` : ""}</footer>
    </form>`.html;
}
