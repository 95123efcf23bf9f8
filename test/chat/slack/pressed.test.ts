import { afterEach, describe, expect, test } from "vitest";
import { button, reply } from "../../../src/core/reply.ts";
import { say } from "../../../src/core/text.ts";
import { call } from "../../../src/core/index.ts";
import { type Road, scale, startBot, type TestBot, toAsker, toPlace } from "./bot.ts";

let bot: TestBot;
afterEach(() => bot?.close());

const confirm = { command: "confirm", args: { operation: "0123456789abcdef" } };
const preview = toPlace(
  reply.info(say`Scale web from 3 to 5?`, {
    open: true,
    actions: [
      button("Scale to 5", confirm, { style: "primary", inPlace: true }),
      button("Logs", { command: "logs", args: { target: "web" } }),
    ],
  }),
);
/** The first thing asked for is the preview; a press is answered with what the test says. */
const afterPreview =
  (answer: Road): Road =>
  (request, person) =>
    typeof request.input === "string" ? preview : answer(request, person);
const ask = async () => (await bot.slack.slash("alice", "general", "/k8s", "scale web 5")).answer();

describe("a button", () => {
  test("that answers in place takes the place of its message, step by step", async () => {
    bot = await startBot(
      afterPreview(async function* () {
        yield toPlace(reply.info(say`Scaling web …`));
        yield toPlace(
          reply.ok(say`Scaled web`, { actions: [button("Undo", { command: "undo", args: { operation: "0123" } })] }),
        );
      } as Road),
    );
    const message = await ask();
    await bot.slack.press("alice", message, "Scale to 5");
    const done = await bot.slack.waitForMessage("general", "Scaled web");
    expect(done.ts).toBe(message.ts);
    expect(bot.read(done)).toBe(":white_check_mark: *OK:* Scaled web\n[Undo]");
    expect(bot.asked[1]?.input).toEqual(confirm);
  });

  test("that does not is answered beside it, to the person who pressed", async () => {
    bot = await startBot(afterPreview(() => reply.info(say`the logs`)));
    const message = await ask();
    const { answer } = await bot.slack.press("bob", message, "Logs");
    expect(await answer()).toMatchObject({ onlyFor: bot.slack.directory.user("bob").id });
    expect(bot.asked[1]?.asker).toBe(`${bot.slack.directory.team.id}:${bot.slack.directory.user("bob").id}`);
    expect(bot.read(message)).toContain("[Scale to 5]");
  });

  test("that does not, and is for everybody, is answered with a message of its own", async () => {
    bot = await startBot(afterPreview(() => toPlace(reply.info(say`the logs`))));
    const message = await ask();
    await bot.slack.press("bob", message, "Logs");
    const logs = await bot.slack.waitForMessage("general", "the logs");
    expect(logs.ts).not.toBe(message.ts);
    expect(bot.slack.messages("general")).toHaveLength(2);
  });

  test("in a whisper that answers in place takes the whisper's place", async () => {
    const refresh = button("Refresh", { command: "get", args: {} }, { inPlace: true });
    bot = await startBot(({ input }) =>
      reply.info(say`As of ${typeof input === "string" ? "then" : "now"}`, { actions: [refresh] }),
    );
    const whisper = await ask();
    await bot.slack.press("alice", whisper, "Refresh");
    await bot.slack.waitForMessage("general", "As of now");
    expect(bot.slack.ephemerals("alice").map(bot.read)).toEqual([
      ":information_source: As of now\n[Refresh] [Share here]",
    ]);
  });

  test("pressed by somebody who may not leaves the message as it is and tells only them", async () => {
    bot = await startBot(afterPreview(() => toAsker(reply.fail(say`Only alice can answer this`))));
    const message = await ask();
    const { answer } = await bot.slack.press("bob", message, "Scale to 5");
    expect(bot.read(await answer())).toBe(":x: *Failed:* Only alice can answer this");
    const now = bot.slack.messages("general").find((one) => one.ts === message.ts);
    expect(now && bot.read(now)).toContain("[Scale to 5]");
  });

  test("is acknowledged with its first word, and without one before Slack complains", async () => {
    let speak = () => {};
    const spoken = new Promise<void>((resolve) => (speak = resolve));
    bot = await startBot(
      afterPreview(async function* () {
        await spoken;
        yield toPlace(reply.ok(say`Scaled web`));
        await new Promise<never>(() => {});
      } as Road),
      { ports: { timing: { pressAck: 60_000 } } },
    );
    const message = await ask();
    let acknowledged = false;
    const pressed = bot.slack.press("alice", message, "Scale to 5").then((outcome) => {
      acknowledged = true;
      return outcome;
    });
    await bot.slack.until(() => bot.asked.length === 2);
    expect(acknowledged).toBe(false);
    speak();
    expect((await pressed).ack.ok).toBe(true);
  });

  test("whose work never says a word is acknowledged too", async () => {
    bot = await startBot(afterPreview(() => new Promise<never>(() => {})));
    const { ack, notice } = await bot.slack.press("alice", await ask(), "Scale to 5");
    expect([ack.ok, notice]).toEqual([true, undefined]);
  });

  test.each([
    ["nothing", undefined],
    ["no JSON", "{"],
    ["no command", '{"args":{}}'],
    ["more than there is", '{"command":"scale","args":{},"as":"admin"}'],
    ["a prototype", '{"command":"scale","args":{},"__proto__":{"x":1}}'],
    ["no object of arguments", '{"command":"scale","args":[1]}'],
    ["an odd place", '{"command":"scale","args":{},"inPlace":"yes"}'],
  ])("that carries %s runs nothing and says so", async (_, value) => {
    bot = await startBot(() => reply.info(say`ran`));
    expect(await bot.presses("alice", "run:0", value)).toBe(200);
    await bot.slack.until(() =>
      bot.slack.ephemerals("alice").some((one) => bot.read(one).includes("another version of me")),
    );
    expect(bot.asked).toEqual([]);
  });

  test("that is not ours is only acknowledged", async () => {
    bot = await startBot(() => reply.info(say`ran`));
    expect(await bot.presses("alice", "open-runbook", "x")).toBe(200);
    expect(bot.slack.requests.filter((request) => request.method !== "auth.test")).toEqual([]);
  });

  test("shares nothing that is not kept any more", async () => {
    bot = await startBot(() => reply.info(say`ran`));
    await bot.presses("alice", "share", "00000000-0000-4000-8000-000000000000");
    await bot.slack.until(() =>
      bot.slack.ephemerals("alice").some((one) => bot.read(one).includes("too old to share")),
    );
  });
});

describe("a button that asks first", () => {
  const asking = () =>
    startBot((request) =>
      typeof request.input === "string"
        ? toPlace(
            reply.info(say`web runs 3`, {
              actions: [
                button("Scale …", call(scale, { target: "deploy/web", namespace: "shop" }), { ask: ["replicas"] }),
              ],
            }),
          )
        : toPlace(reply.ok(say`Ran ${JSON.stringify(request.input)}`)),
    );

  test("opens the form, and the form runs what the button carried", async () => {
    bot = await asking();
    await bot.slack.press("alice", await ask(), "Scale …");
    const view = await bot.slack.waitForView("alice");
    expect(bot.slack.visible(view).text).toBe(
      "Set how many pods a workload runs\nWith target deploy/web, namespace shop\nHow many pods",
    );
    await bot.slack.submit("alice", view, { replicas: "5" });
    const ran = await bot.slack.waitForMessage("general", "Ran");
    expect(bot.read(ran)).toContain(
      'Ran {"command":"scale","args":{"target":"deploy/web","namespace":"shop","replicas":5}}',
    );
    expect(bot.slack.openViews("alice")).toEqual([]);
  });

  test("says so when Slack does not open it in time", async () => {
    bot = await asking();
    const message = await ask();
    bot.slack.faults.add("views.open", { error: "expired_trigger_id" });
    const { answer } = await bot.slack.press("alice", message, "Scale …");
    expect(bot.read(await answer())).toContain("Press the button once more");
    await bot.slack.press("alice", message, "Scale …");
    expect(await bot.slack.waitForView("alice")).toBeDefined();
  });
});
