import { afterEach, describe, expect, test } from "vitest";
import { button, reply } from "../../../../src/core/reply.ts";
import { say } from "../../../../src/core/text.ts";
import { startBot, type TestBot, toPlace } from "../bot.ts";

let bot: TestBot;
afterEach(() => bot?.close());

const start = () =>
  startBot(
    (request) =>
      request.input === "preview"
        ? toPlace(
            reply.info(say`Scale?`, {
              actions: [button("Yes", { command: "confirm", args: { operation: "1" } }, { inPlace: true })],
            }),
          )
        : toPlace(reply.info(say`Heard ${JSON.stringify(request.input)}`)),
    { socket: true },
  );
const connected = (count: number) => expect.poll(() => bot.slack.socket.connections, { timeout: 5000 }).toBe(count);

describe("over Socket Mode", () => {
  test("everything works as over HTTP: typing, mentions, forms, presses", async () => {
    bot = await start();
    expect(bot.running.port).toBeUndefined();
    expect((await bot.slack.slash("alice", "general", "/k8s", "get pods")).ack.ok).toBe(true);
    await bot.slack.waitForMessage("general", 'Heard "get pods"');
    await bot.slack.mention("alice", "general", "logs web");
    await bot.slack.waitForMessage("general", 'Heard "logs web"');
    await bot.slack.slash("alice", "general", "/k8s");
    await bot.slack.choose("alice", await bot.slack.waitForView("alice"), "build", "scale");
    const form = await bot.slack.until(() => bot.slack.openViews("alice").find((view) => view.callback_id === "run"));
    await bot.slack.submit("alice", form, { target: "web", replicas: "2" });
    await bot.slack.waitForMessage("general", "replicas");
    const preview = await (await bot.slack.slash("alice", "general", "/k8s", "preview")).answer();
    await bot.slack.press("alice", preview, "Yes");
    expect((await bot.slack.waitForMessage("general", "operation")).ts).toBe(preview.ts);
  });

  test("there are two connections, and when Slack refreshes or the network breaks them they come back", async () => {
    bot = await start();
    await connected(2);
    for (const end of [() => bot.slack.socket.disconnect("refresh_requested"), () => bot.slack.socket.drop()]) {
      end();
      await connected(0);
      await connected(2);
    }
    await bot.slack.slash("alice", "general", "/k8s", "still there");
    await bot.slack.waitForMessage("general", "still there");
  });

  test("an event without an event is acknowledged and harms nobody", async () => {
    bot = await start();
    await connected(2);
    expect((await bot.slack.dropEvents()).ok).toBe(true);
    await bot.slack.slash("alice", "general", "/k8s", "still there");
    await bot.slack.waitForMessage("general", "still there");
  });

  test("a refused reconnect is survived and tried again", async () => {
    bot = await start();
    await connected(2);
    bot.slack.faults.add("apps.connections.open", { error: "invalid_auth" }, 3);
    bot.slack.faults.add("apps.connections.open", { status: 503 }, 2);
    bot.slack.socket.drop();
    await connected(0);
    await connected(2);
    expect(bot.log.some(({ message }) => message.includes("could not be opened"))).toBe(true);
  });

  test("the same envelope twice has one effect", async () => {
    bot = await start();
    const payload = {
      team_id: bot.slack.directory.team.id,
      user_id: bot.slack.directory.user("alice").id,
      channel_id: bot.slack.directory.channel("general").id,
      command: "/k8s",
      text: "scale web 3",
      trigger_id: "1.2.3",
    };
    const envelope = { envelope_id: "e-1", type: "slash_commands", payload, accepts_response_payload: true };
    await bot.slack.socket.send(envelope);
    await bot.slack.socket.send(envelope);
    await bot.slack.slash("alice", "general", "/k8s", "after");
    await bot.slack.waitForMessage("general", "after");
    expect(bot.asked.map((request) => request.input)).toEqual(["scale web 3", "after"]);
  });

  test("a token that Slack refuses is said at start", async () => {
    await expect(
      startBot(() => reply.info(say`x`), { socket: true, config: { appToken: "xapp-wrong" } }),
    ).rejects.toThrow("SLACK_APP_TOKEN");
  });

  test("stopping closes the connections", async () => {
    bot = await start();
    await connected(2);
    await bot.running.stop();
    await connected(0);
  });
});
