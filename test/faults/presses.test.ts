/** Who presses what they should not, and what is pressed, said or delivered more than once: it is done once, or not at all. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
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

describe("a button", () => {
  const preview = async (line: string, question: string) => {
    await slack.slash("alice", "general", "/k8s", line);
    return slack.waitForMessage("general", question);
  };

  test("pressed by somebody else does nothing, and only they are told", async () => {
    const message = await preview("scale db 5", "from 3 to 5?");
    await slack.press("omar", message, "Scale to 5");
    await slack.until(() => whispers("omar").some((text) => text.includes("Only alice can answer this")));
    await slack.press("omar", message, "Cancel");
    await slack.until(() => whispers("omar").length === 2);
    expect(cluster.store.get("StatefulSet", "shop", "db")?.spec.replicas).toBe(3);
    expect(bot.said()).toEqual([expect.stringContaining("[Scale to 5]")]);
    expect(whispers("alice")).toEqual([]);
  });

  test("pressed twice, or ten times at once, acts once", async () => {
    const before = generation("web");
    const message = await preview("rollout restart web", "Restart deploy/web?");
    await Promise.all(Array.from({ length: 10 }, () => slack.press("alice", message, "Restart")));
    await slack.waitForMessage("general", "Rolled out", 10_000);
    expect(generation("web")).toBe(before + 1);
  });

  test("pressed after a restart acts, and pressed again after another one does not", async () => {
    const before = generation("checkout");
    const message = await preview("rollout restart checkout", "Restart deploy/checkout?");
    await bot.restart();
    await slack.press("alice", message, "Restart");
    await slack.waitForMessage("general", "Rolled out", 10_000);
    await bot.restart();
    await slack.repeat();
    expect(generation("checkout")).toBe(before + 1);
  });

  test("that was meant for a deployment does nothing to the one that took its place", async () => {
    const { metadata, ...rest } = deployment("payments") ?? { metadata: { name: "" } };
    const message = await preview("scale payments 0", "from 2 to 0?");
    cluster.store.delete("Deployment", "shop", "payments");
    const { uid: _, resourceVersion: __, generation: ___, ...again } = metadata as Record<string, unknown>;
    cluster.store.create({ ...rest, metadata: again } as never);
    await slack.press("alice", message, "Scale to 0");
    await slack.waitForMessage("general", "Nothing was changed: deploy/payments is not what you were shown any more.");
    expect(replicas("payments")).toBe(2);
  });
});

describe("who is not served", () => {
  test.each([
    ["a guest", { is_restricted: true }, /Guests cannot use me/],
    ["a guest of one channel", { is_ultra_restricted: true }, /Guests cannot use me/],
    ["a bot", { is_bot: true }, /I take no orders from bots/],
    ["a member whom the configuration does not name", {}, /T0LOCAL:U0X: \{ user: YOUR-KUBERNETES-USER/],
  ])("%s gets a sentence and no answer, whether they type or press", async (_, is, words) => {
    slack.directory.addUser({ name: "x", id: "U0X", ...is });
    slack.directory.channel("general").members.add("U0X");
    await slack.slash("alice", "general", "/k8s", "scale db 5");
    const message = await slack.waitForMessage("general", "from 3 to 5?");
    expect(bot.read(await bot.asks("x", "get pods"))).toMatch(words);
    await slack.press("x", message, "Scale to 5");
    await slack.until(() => whispers("x").filter((text) => words.test(text)).length === 2);
    expect(whispers("x").join("\n")).not.toContain("Running");
    expect(bot.said()).toHaveLength(1);
  });

  test.each([
    ["a stranger from another organisation", { is_stranger: true, team_id: "T0OTHER" }],
    ["a member of another workspace", { team_id: "T0OTHER" }],
  ])("%s presses a button in a shared channel: nothing happens", async (_, is) => {
    await slack.slash("alice", "general", "/k8s", "scale db 5");
    const message = await slack.waitForMessage("general", "from 3 to 5?");
    slack.directory.addUser({ name: "x", id: "U0X", ...is });
    slack.directory.channel("general").members.add("U0X");
    await slack.press("x", message, "Scale to 5");
    await slack.until(() => whispers("x").some((text) => /workspace/.test(text)));
    expect(cluster.store.get("StatefulSet", "shop", "db")?.spec.replicas).toBe(3);
  });

  test("nobody is served in a channel that is shared with another organisation", async () => {
    slack.directory.addChannel({ name: "partners", is_ext_shared: true });
    const answer = await bot.asks("alice", "scale web 5", "partners");
    expect(bot.read(answer)).toContain("This channel is shared with another organisation");
    expect(slack.messages("partners")).toEqual([]);
  });
});

describe("said more than once", () => {
  test("fifty replays of one signed request have one effect, also after a restart", async () => {
    const before = generation("cart");
    await slack.slash("alice", "general", "/k8s", "rollout restart cart");
    const message = await slack.waitForMessage("general", "Restart deploy/cart?");
    await Promise.all(Array.from({ length: 25 }, () => slack.repeat()));
    await slack.press("alice", message, "Restart");
    await Promise.all(Array.from({ length: 25 }, () => slack.repeat()));
    await slack.waitForMessage("general", "Rolled out", 10_000);
    await bot.restart();
    await slack.repeat();
    expect(bot.said().filter((text) => text.includes("deploy/cart"))).toHaveLength(1);
    expect(generation("cart")).toBe(before + 1);
  });

  test("a line typed twice, where it acts at once, acts once", async () => {
    const everything = {
      risks: ["read", "change"],
      clusters: ["*"],
      namespaces: ["*"],
      groups: ["*"],
      effect: "allow",
    };
    await bot.close();
    bot = await inSlack(cluster.kubeconfig, { config: { policy: [everything] } });
    slack = bot.slack;
    const before = generation("web");
    await Promise.all([1, 2].map(() => slack.slash("alice", "general", "/k8s", "rollout restart web")));
    await slack.waitForMessage("general", /Restarted deploy\/web/);
    await slack.until(() => whispers("alice").some((text) => text.includes("already answered by you, a moment ago")));
    expect(generation("web")).toBe(before + 1);
  });
});
