/** Text that would mention, link, format, hide or reorder, in all the places where it can come from: it can only be read. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { NewObject } from "../../src/playground/cluster/controllers/controller.ts";
import type { Message } from "../../src/playground/slack/index.ts";
import { embedded } from "../support/embedded.ts";
import { sandbox } from "../support/sandbox.ts";
import { inSlack } from "./in-slack.ts";

const mentions = [
  "<!channel>",
  "<!here>",
  "<!everyone>",
  "<!channel|all of you>",
  "<@U0ALICE>",
  "<@U0ALICE|boss>",
  "<#C0GENERAL>",
  "<#C0GENERAL|general>",
  "<!subteam^S0OPS>",
  "<!subteam^S0OPS|@ops>",
  "@here @channel @everyone",
  "@alice",
  "#general",
];
const links = [
  "<https://evil.example/x>",
  "<https://evil.example/x|Confirm>",
  "<mailto:a@evil.example|write>",
  "https://evil.example/x",
  "evil.com/x",
  "www.evil.org",
  "mailto:a@evil.example",
  "[Confirm](https://evil.example/x)",
  "<!date^1^{date}^https://evil.example|x>",
];
const formats = [
  "*OK:* done",
  "_it_ ~gone~",
  "`code`",
  "```",
  "``` <!here> ```",
  "a ``````` b",
  "> quoted",
  ":tada:",
  "• 1. - list",
  "&lt;!channel&gt;",
  "&amp;lt;!here&amp;gt;",
  "&#60;!here&#62;",
  "&",
  "<",
  ">",
  "<>",
  "<|>",
  "<!",
  "\\<!here\\>",
];
const hidden = [
  "\u202egnp.evil",
  "a\u200bb",
  "\u2066x\u2069",
  "\ufeffx",
  "x\u00ad",
  "\u001b[31mred\u001b[0m",
  "\u001b]8;;https://evil.example\u0007x",
  "\u009b31m",
  "\u0000\u0007\b",
  "a\rOK: done",
  "a\nOK: done",
  "\u2028next",
  "\ud83d alone",
  "e\u0301",
  "\u{e0041}tag",
];
const corpus = [...mentions, ...links, ...formats, ...hidden];
/** Everything at once, a line each, and all in one line. */
const text = corpus.join("\n");
const line = corpus.join(" ").replaceAll(/[\r\n\u2028]/g, " ");

const inShop = (name: string) => ({ name, namespace: "shop" });
const labels = { app: "loud" };
const planted: readonly NewObject[] = [
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      ...inShop("loud"),
      annotations: {
        "kubernetes.io/change-cause": text,
        "argocd.argoproj.io/tracking-id": `${line.replaceAll(":", ";")}:x`,
      },
    },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: { note: text } },
        spec: {
          containers: [
            { name: "loud", image: line.slice(0, 2000).trim(), args: corpus, env: [{ name: "LOUD", value: text }] },
          ],
        },
      },
    },
  },
  {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: inShop("loud"),
    data: Object.fromEntries(corpus.map((one, i) => [`k${i}`, one])),
  },
  ...corpus.map((one, i) => ({
    apiVersion: "storage.example.com/v1",
    kind: "Backup",
    metadata: inShop(`loud-${i}`),
    spec: { schedule: one, target: one },
  })),
  ...corpus.map((one, i) => ({
    ...{ apiVersion: "v1", kind: "Event", metadata: inShop(`loud.${i}`), type: "Warning", message: one, reason: one },
    involvedObject: { apiVersion: "apps/v1", kind: "Deployment", ...inShop("loud") },
    lastTimestamp: "2026-11-23T08:00:00Z",
  })),
];
const log = corpus.map((one) => `2026-11-23T08:00:00Z ${one.replaceAll("\n", " ")}`).join("\n");

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof inSlack>>;
beforeAll(async () => {
  cluster = await embedded({
    onRequest: ({ url = "" }) =>
      url.includes("/pods/loud-") && url.includes("/log?") ? { status: 200, body: log } : undefined,
  });
  for (const object of planted) cluster.store.create(object);
  const users = [
    { name: "alice", real_name: line },
    { name: "omar", real_name: text },
  ];
  bot = await inSlack(cluster.kubeconfig, { slack: { users } });
});
afterEach(() => expect(bot.bugs.splice(0)).toEqual([]));
afterAll(async () => {
  await bot.close();
  await cluster.stop();
});

/** Tabs and line breaks are layout, everything else of its kind is hidden or moves what is read. */
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

/** All text that Slack draws as mrkdwn. */
function drawn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const { type, text } = value as { readonly type?: unknown; readonly text?: unknown };
  return type === "mrkdwn" ? [String(text)] : Object.values(value).flatMap(drawn);
}

function expectHarmless(message: Message): void {
  const { text, live } = bot.slack.visible(message);
  expect(live).toEqual([]);
  expect(text).not.toMatch(UNSEEN);
  expect(message.text).not.toMatch(UNSEEN);
  for (const one of drawn(message.blocks)) expect(one.match(/```/g)?.length ?? 0).toBeLessThanOrEqual(2);
}
/** Everything of the bot's that anybody can see by now. */
const everything = () =>
  [
    ...bot.slack.messages("general"),
    ...["alice", "omar"].flatMap((user) => [...bot.slack.ephemerals(user), ...bot.slack.messages(`@${user}`)]),
  ].filter((one) => one.bot_id !== undefined);

test.each([
  "get deploy loud -o yaml",
  "get deploy loud -o json",
  "get deploy -o wide",
  "get cm loud -o yaml",
  "get backups",
  "get backup loud-3",
  "get events",
  "describe loud",
  "describe backup loud-5",
  "events loud",
  "events -A lines 200",
  "logs loud",
  "logs loud grep e",
  "logs loud pattern .",
  "rollout history loud",
  "rollout history loud revision 1",
  "whoami",
])("%s", async (said) => {
  expectHarmless(await bot.asks("alice", said));
  const mentioned = await bot.slack.mention("alice", "general", said);
  expectHarmless(await mentioned.answer());
});

test("in what is followed, edited, stopped, shared and sent as a file", async () => {
  const { slack } = bot;
  await bot.asks("alice", "logs loud follow");
  const live = () => slack.messages("@alice").find((one) => bot.read(one).includes("[Stop]"));
  await slack.press("alice", await slack.until(live), "Stop");
  await slack.until(() => live() === undefined);
  await slack.press("alice", await bot.asks("alice", "get deploy"), "Share here");
  await slack.waitForMessage("general", "Shared by");
  await slack.until(() => slack.files().length > 0);
  for (const { bytes, title, name } of slack.files()) expect(`${title}${name}${String(bytes)}`).not.toMatch(UNSEEN);
});

test("in a preview, in who may answer it, and in its outcome", async () => {
  const { slack } = bot;
  await slack.slash("alice", "general", "/k8s", "scale loud 2");
  const preview = await slack.waitForMessage("general", "Scale deploy/loud from 1 to 2?");
  await slack.press("omar", preview, "Scale to 2");
  await slack.until(() => slack.ephemerals("omar").some((one) => bot.read(one).includes("can answer this")));
  await slack.press("alice", preview, "Scale to 2");
  await slack.waitForMessage("general", "Scaled deploy/loud from 1 to 2");
});

test.each(corpus)("%j where a word is expected", async (word) => {
  for (const line of [
    word,
    `get ${word}`,
    `describe "${word}"`,
    `scale ${word} 3`,
    `get pods -n ${word}`,
    `explain ${word}`,
  ]) {
    await bot.slack.slash("alice", "general", "/k8s", line);
  }
  await bot.slack.mention("alice", "general", `logs ${word}`);
});

test("after all that, nothing on any screen is alive or hidden", async () => {
  await bot.slack.until(() => everything().length > corpus.length);
  for (const message of everything()) expectHarmless(message);
});

test("nor in a terminal", async () => {
  const terminal = await sandbox({ kubeconfig: cluster.kubeconfig });
  for (const said of [
    "get deploy loud -o yaml",
    "describe loud",
    "events loud",
    "logs loud",
    "get backups",
    ...corpus,
  ]) {
    expect(await terminal.asks(said)).not.toMatch(UNSEEN);
  }
  await terminal.close();
});
