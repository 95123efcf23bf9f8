/** Text from clusters, people and alerts, made harmless: it can be read, and it can do nothing else. */
import { oneLine, visible } from "../../../core/visible.ts";

/** Exactly these three; Slack decodes no other entities (docs.slack.dev/messaging/formatting-message-text). */
export const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** What mrkdwn would swallow as formatting: a cron line loses its asterisks, a label its underscores. */
const FORMATS = /[*_~`]|^\s*>|:[\w+-]+:/;

/** Data inside a sentence. Plain where it stays what it is, inline code where mrkdwn would eat a part of it. */
export function inline(data: string): string {
  const text = oneLine(data);
  return FORMATS.test(text) ? code(text) : escape(text);
}

/** Inline code. A backtick would end it, so it becomes the letter that looks like one. */
export function code(data: string): string {
  const text = oneLine(data).replaceAll("`", "ˋ");
  return text.trim() === "" ? "" : `\`${escape(text)}\``;
}

/** Inside a ``` fence, where nothing but the fence's own end has a meaning. */
export const fenced = (data: string): string => visible(data).replace(/`{3,}/g, (run) => "ˋ".repeat(run.length));
