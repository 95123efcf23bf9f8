/** Something in a text that does more than be read. */
export interface Live {
  kind: "user" | "channel" | "usergroup" | "broadcast" | "link" | "date" | "unfurl";
  /** The id, URL or range it points to. */
  target: string;
  /** What a person sees in its place. */
  label: string;
  /** Whether Slack made it out of plain text, instead of the sender asking for it with `<…>`. */
  automatic: boolean;
}

/** What Slack looks for in the plain parts of a text. */
export interface Automatic {
  urls: boolean;
  /** `@here`, `@channel`, `@everyone` and `#channel`. */
  broadcasts: boolean;
  /** `@name`, as `link_names` and `parse=full` ask for. */
  names: boolean;
}

export type NameOf = (id: string) => string;

const control = /<([^<>\n]+)>/g;
const url =
  /\bhttps?:\/\/[^\s<>|]+|\bmailto:\S+|\b(?:www\.)?(?:[a-z0-9-]+\.)+(?:com|net|org|io|dev|app|cloud|ai|co|cn|de|eu|uk|us)\b(?:\/[^\s<>|]*)?/gi;
const broadcast = /(?<![\w@#&])(?:@(here|channel|everyone)|#([a-z0-9][\w-]*))\b/gi;
const name = /(?<![\w@])@([a-z0-9][\w.-]*)/gi;

/** Reads a mrkdwn text: what a person sees, and what in it is live. */
export function readMrkdwn(source: string, automatic: Automatic, nameOf: NameOf): { text: string; live: Live[] } {
  const live: Live[] = [];
  let text = "";
  let end = 0;
  for (const match of source.matchAll(control)) {
    text += readPlain(source.slice(end, match.index), automatic, live);
    const item = readControl(match[1] ?? "", nameOf);
    live.push(item);
    text += item.label;
    end = match.index + match[0].length;
  }
  text += readPlain(source.slice(end), automatic, live);
  return { text, live };
}

/** The three characters that Slack lets one escape, back as they were. */
export function unescape(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

export function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function readPlain(source: string, automatic: Automatic, live: Live[]): string {
  const found = (kind: Live["kind"], pattern: RegExp): void => {
    for (const match of source.matchAll(pattern)) {
      const target = match.slice(1).find((group) => group !== undefined) ?? match[0];
      live.push({ kind, target, label: match[0], automatic: true });
    }
  };
  if (automatic.urls) found("link", url);
  if (automatic.broadcasts) found("broadcast", broadcast);
  if (automatic.names) found("user", name);
  return unescape(source);
}

function readControl(content: string, nameOf: NameOf): Live {
  const [target, given] = splitOnce(content, "|");
  const label = given === undefined ? undefined : unescape(given);
  const item = (kind: Live["kind"], id: string, shown: string): Live => ({
    kind,
    target: id,
    label: shown,
    automatic: false,
  });
  if (target.startsWith("@")) return item("user", target.slice(1), `@${nameOf(target.slice(1))}`);
  if (target.startsWith("#")) return item("channel", target.slice(1), `#${nameOf(target.slice(1))}`);
  if (target.startsWith("!subteam^")) return item("usergroup", target.slice(9), `@${nameOf(target.slice(9))}`);
  if (target.startsWith("!date^")) return item("date", target.slice(6), label ?? target);
  if (target.startsWith("!")) return item("broadcast", target.slice(1), `@${target.slice(1)}`);
  // Whatever else stands between angle brackets Slack tries as a link.
  return item("link", unescape(target), label ?? unescape(target));
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
