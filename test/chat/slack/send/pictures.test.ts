/** Charts in Slack: a picture in the message, and text wherever there cannot be one. */
import { afterEach, describe, expect, test } from "vitest";
import type { Chart } from "../../../../src/core/chart.ts";
import { type Reply, reply } from "../../../../src/core/reply.ts";
import { say } from "../../../../src/core/text.ts";
import { everyScope } from "../../../../src/playground/slack/options.ts";
import { type Options, startBot, type TestBot, toAsker, toPlace } from "../bot.ts";

let bot: TestBot;
afterEach(() => bot?.close());

const from = Date.UTC(2026, 10, 28, 9, 0);
const chart: Chart = {
  ...{ title: "CPU of deploy/web", unit: "cores", levels: [], marks: [] },
  range: { from, to: from + 3_600_000 },
  lines: [{ name: "", points: [1, 2, 4].map((value, i) => ({ at: from + i * 60_000, value })) }],
  words: say`CPU of ${"deploy/<web>"}: rose from 1000m to 4000m`,
};
const answer: Reply = reply.info(say`CPU of deploy/web`, { body: [{ chart }], kubectl: "sum(rate(x[5m]))" });
const PNG = Buffer.from("89504e470d0a1a0a", "hex");
const drawing: Options = { ports: { drawChart: async () => PNG } };
const typesOf = (message: { blocks?: readonly Record<string, unknown>[] }) => message.blocks?.map(({ type }) => type);
const pictures = (one: { blocks?: readonly Record<string, unknown>[] }) =>
  one.blocks?.filter(({ type }) => type === "image");

test.each([
  ["everybody", toPlace],
  ["the asker alone", toAsker],
])("for %s it stands in the message, with what it shows in words", async (_, to) => {
  bot = await startBot(() => to(answer), drawing);
  const message = await (await bot.slack.slash("alice", "general", "/k8s", "metrics web")).answer();
  expect(typesOf(message)?.filter((type) => type !== "actions")).toEqual(["section", "image", "context"]);
  const [image] = pictures(message) ?? [];
  expect(image).toMatchObject({ alt_text: "CPU of deploy/<web>: rose from 1000m to 4000m" });
  const [file] = bot.slack.files();
  expect(file).toMatchObject({ name: "cpu-of-deploy-web.png", bytes: PNG });
  expect(image?.["slack_file"]).toEqual({ id: file?.id });
  expect(bot.slack.files()).toHaveLength(1);
});

describe("as long as Slack has not looked at the picture", () => {
  test("the message waits a moment and is sent again", async () => {
    bot = await startBot(() => toPlace(answer), { ...drawing, slack: { filesAppear: "later" } });
    const answered = (await bot.slack.slash("alice", "general", "/k8s", "metrics web")).answer();
    await bot.slack.until(() => bot.slack.files().length === 1);
    bot.slack.appearFiles();
    expect(pictures(await answered)).toHaveLength(1);
    expect(bot.slack.messages("general")).toHaveLength(1);
  });

  test("or for ever: the numbers are text, and the picture follows as a file", async () => {
    bot = await startBot(() => toPlace(answer), { ...drawing, slack: { filesAppear: "later" } });
    const message = await (await bot.slack.slash("alice", "general", "/k8s", "metrics web")).answer();
    expect(pictures(message)).toEqual([]);
    expect(bot.read(message)).toContain("▃▅█  4000m");
    await bot.slack.until(() => bot.slack.files().length === 2);
    bot.slack.appearFiles();
    const [shared] = bot.slack.messages("general", { thread: message.ts }).filter((one) => one.files?.length);
    expect(shared?.files).toMatchObject([{ name: "cpu-of-deploy-web.png" }]);
  });
});

describe("without a picture the numbers are text", () => {
  test.each<[string, Options]>([
    ["nobody draws", {}],
    ["drawing fails", { ports: { drawChart: () => Promise.reject(new Error("no memory")) } }],
    [
      "the scope for files is missing",
      { ...drawing, slack: { bot: { scopes: everyScope.filter((scope) => scope !== "files:write") } } },
    ],
  ])("%s", async (_, options) => {
    bot = await startBot(() => toPlace(answer), options);
    const message = await (await bot.slack.slash("alice", "general", "/k8s", "metrics web")).answer();
    expect(typesOf(message)).toEqual(["section", "section", "context"]);
    expect(bot.read(message)).toContain("▃▅█  4000m");
    const told = bot.log.filter(({ message }) => message.startsWith("a chart is shown as text"));
    expect(told).toHaveLength(options.ports || options.slack ? 1 : 0);
  });
});

test("what keeps changing has no pictures: each edit would leave a file behind", async () => {
  bot = await startBot(async function* () {
    yield toPlace({ ...answer, live: true });
    yield toPlace(reply.ok(say`Done`));
  }, drawing);
  await bot.slack.slash("alice", "general", "/k8s", "metrics web");
  await bot.slack.waitForMessage("general", "Done");
  expect(bot.slack.files()).toEqual([]);
});

test("a shared answer has its picture again", async () => {
  bot = await startBot(() => toAsker(answer), drawing);
  const whisper = await (await bot.slack.slash("alice", "general", "/k8s", "metrics web")).answer();
  await bot.slack.press("alice", whisper, "Share here");
  await bot.slack.until(() => bot.slack.messages("general").length === 1);
  expect(bot.slack.messages("general").flatMap((shared) => pictures(shared) ?? [])).toHaveLength(1);
});
