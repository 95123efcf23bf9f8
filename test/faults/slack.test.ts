/** Slack in trouble: people get their answer all the same, or the reason; what they asked for is done once, or not at all. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { embedded } from "../support/embedded.ts";
import { inSlack } from "./in-slack.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof inSlack>>;
let slack: typeof bot.slack;
beforeAll(async () => {
  cluster = await embedded();
});
beforeEach(async () => {
  bot = await inSlack(cluster.kubeconfig);
  slack = bot.slack;
});
afterEach(async () => {
  expect(bot.bugs).toEqual([]);
  await bot.close();
});
afterAll(() => cluster.stop());

const deployment = (name: string) => cluster.store.get("Deployment", "shop", name);
const replicas = (name: string) => deployment(name)?.spec.replicas;
const generation = (name: string) => deployment(name)?.metadata.generation ?? 0;
const whispers = (user: string) => slack.ephemerals(user).map(bot.read);
const problems = () => bot.logged.filter((line) => line.includes('"level":"error"'));

describe("Slack that refuses or loses the answer", () => {
  test.each([
    ["429, for a moment", { retryAfter: 1 }],
    ["429 without a time", { retryAfter: null }],
    ["500", { status: 500 }],
    ["503 from a proxy", { status: 503, body: "<html>" }],
    ["a lost answer", { lose: true }],
    ["internal_error", { error: "internal_error" }],
    ["service_unavailable", { error: "service_unavailable" }],
  ] as const)("%s: a preview comes all the same, and its button acts once", async (_, fault) => {
    const [now, before] = [Number(replicas("web")), generation("web")];
    slack.faults.add("chat.postMessage", fault);
    await slack.slash("alice", "general", "/k8s", `scale web ${now + 1}`);
    const preview = await slack.waitForMessage("general", `from ${now} to ${now + 1}?`);
    slack.faults.add("chat.update", fault);
    await slack.press("alice", preview, `Scale to ${now + 1}`);
    await slack.waitForMessage("general", `Rolled out: ${now + 1} of ${now + 1}`, 10_000);
    expect(generation("web")).toBe(before + 1);
    expect(problems()).toEqual([]);
  });

  test("it refuses every message: the asker learns why through the response_url", async () => {
    slack.faults.add("chat.postMessage", { error: "restricted_action" }, Number.POSITIVE_INFINITY);
    slack.faults.add("chat.postEphemeral", { error: "restricted_action" }, Number.POSITIVE_INFINITY);
    const answer = await bot.asks("alice", "get deploy");
    expect(bot.read(answer)).toContain("checkout");
  });

  test.each(["invalid_auth", "token_revoked", "account_inactive"])(
    "%s in flight: nothing is done, whoever asks is told, and it goes on when the token works again",
    async (error) => {
      for (const method of ["users.info", "conversations.info", "chat.postMessage", "chat.postEphemeral"]) {
        slack.faults.add(method, { error }, Number.POSITIVE_INFINITY);
      }
      expect(bot.read(await bot.asks("alice", "scale db 5"))).toContain(
        `Slack no longer accepts the bot's token (\`${error}\`). Install the app again and set SLACK_BOT_TOKEN`,
      );
      slack.faults.clear();
      await slack.slash("alice", "general", "/k8s", "scale db 5");
      await slack.waitForMessage("general", "Scale sts/db from 3 to 5?");
    },
  );

  test("a missing scope is named", async () => {
    await bot.close();
    bot = await inSlack(cluster.kubeconfig, {
      slack: { bot: { scopes: ["commands", "chat:write", "channels:read"] } },
    });
    slack = bot.slack;
    expect(bot.logged.join("")).toContain("the Slack app lacks scopes");
    expect(bot.read(await bot.asks("alice", "get pods"))).toContain(
      "The Slack app lacks the scope users:read. Add it under OAuth & Permissions and install the app again.",
    );
  });

  test("where the bot was not invited, a change is shown and carried out, with how to invite it", async () => {
    slack.directory.addChannel({ name: "elsewhere", bot: false });
    slack.faults.add("chat.postMessage", { error: "not_in_channel" }, 2);
    await slack.slash("alice", "elsewhere", "/k8s", "scale cart 3");
    const preview = await slack.waitForMessage("elsewhere", "Scale deploy/cart from 2 to 3?");
    expect(bot.read(preview)).toContain("/invite @kubemate");
    await slack.press("alice", preview, "Scale to 3");
    await vi.waitUntil(() => replicas("cart") === 3);
    await slack.waitForMessage("elsewhere", "Scaled deploy/cart from 2 to 3");
  });

  test.each(["msg_too_long", "msg_blocks_too_long", "invalid_blocks"])("%s: it is drawn simpler", async (error) => {
    slack.faults.add("chat.postMessage", { error }, 1);
    await slack.mention("alice", "general", "describe web");
    await slack.waitForMessage("general", "deploy/web is healthy");
  });
});

test("200 kB of text get one sentence", async () => {
  await slack.mention("alice", "general", `describe ${"y".repeat(200_000)}`);
  await slack.until(() =>
    [...whispers("alice"), ...bot.said()].some((text) => text.includes("That is too long for a command")),
  );
});
