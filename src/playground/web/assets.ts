/** The files of the page: ours, the renderer's style sheet, and a font for Chinese, which not every machine has. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { slackManifest } from "../../chat/slack/manifest.ts";
import { html } from "./render/html.ts";

export interface Asset {
  readonly type: string;
  readonly bytes: Buffer | string;
}

const require = createRequire(import.meta.url);
const own = (name: string) => new URL(`./page/${name}`, import.meta.url);
/** Noto Sans SC, simplified Chinese; its licence stands beside it. */
const FONT = new URL("../../fonts/noto-sans-sc.woff2", import.meta.url);

const FILES: Readonly<Record<string, { readonly type: string; readonly from: () => string | URL }>> = {
  "/page.js": { type: "text/javascript; charset=utf-8", from: () => own("page.js") },
  "/page.css": { type: "text/css; charset=utf-8", from: () => own("page.css") },
  "/blocks.css": { type: "text/css; charset=utf-8", from: () => require.resolve("slack-blocks-to-jsx/dist/style.css") },
  "/font.woff2": { type: "font/woff2", from: () => FONT },
};

/** @param roles by name, what each person may do */
export function fileFor(path: string, roles: Readonly<Record<string, string>>): Asset | undefined {
  if (path === "/") return { type: "text/html; charset=utf-8", bytes: index(roles) };
  const file = FILES[path];
  return file && { type: file.type, bytes: readFileSync(file.from()) };
}

/** The page, with what the app's own manifest says of its command and its shortcut. */
function index(roles: Readonly<Record<string, string>>): string {
  const { features } = slackManifest();
  const command = features?.slash_commands?.[0];
  const shortcut = features?.shortcuts?.[0];
  const people = html`${Object.entries(roles).map(([name, role]) => html`<option value="${name}">${name}, ${role}</option>`)}`;
  return readFileSync(own("index.html"), "utf8").replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const words: Record<string, string | undefined> = {
      people: people.html,
      command: html`${command?.command ?? ""}`.html,
      about: html`${command?.description ?? ""}`.html,
      usage: html`${command?.usage_hint ?? ""}`.html,
      shortcut: html`${shortcut?.name ?? ""}`.html,
      callback: html`${shortcut?.callback_id ?? ""}`.html,
    };
    return words[name] ?? "";
  });
}
