import { afterEach, describe, expect, test } from "vitest";
import { reply } from "../../../src/core/reply.ts";
import type { Spoken } from "../../../src/core/road.ts";
import { say } from "../../../src/core/text.ts";
import { fillIn } from "../../../src/chat/slack/forms/form.ts";
import { type Options, scale, startBot, type TestBot, toAsker, toPlace } from "./bot.ts";

let bot: TestBot;
afterEach(() => bot?.close());

const missing = (): Spoken => {
  const form = {
    label: "Fill it in",
    invocation: { command: "scale", args: { namespace: "shop" } },
    ask: ["target", "replicas"],
  };
  return toAsker(reply.warn(say`scale also needs target and replicas`, { actions: [form], form }));
};
/** A typed "scale" lacks its arguments; whatever a form sends runs. */
const start = (options?: Options) =>
  startBot(
    (request) => (request.input === "scale" ? missing() : toPlace(reply.ok(say`Ran ${JSON.stringify(request.input)}`))),
    options,
  );
const ran = async (channel = "general") => {
  const text = bot.read(await bot.slack.waitForMessage(channel, "Ran"));
  return JSON.parse(text.slice(text.indexOf("{")).replaceAll("`", "")) as unknown;
};

describe("a missing argument", () => {
  test("opens a form for just that at once, and no message", async () => {
    bot = await start();
    await bot.slack.slash("alice", "general", "/k8s", "scale");
    const view = await bot.slack.waitForView("alice");
    expect(view.blocks.filter((block) => block["type"] === "input").map((block) => block["block_id"])).toEqual([
      "target",
      "replicas",
    ]);
    expect(bot.slack.ephemerals("alice")).toEqual([]);
    await bot.slack.submit("alice", view, { target: "deploy/web", replicas: "5" });
    expect(await ran()).toEqual({ command: "scale", args: { namespace: "shop", target: "deploy/web", replicas: 5 } });
  });

  test("is asked for with a button where no form can be opened: in a mention, or too late", async () => {
    bot = await start();
    const whisper = await (await bot.slack.mention("alice", "general", "scale")).answer();
    expect(bot.read(whisper)).toContain("[Fill it in]");
    await bot.slack.press("alice", whisper, "Fill it in");
    await bot.slack.waitForView("alice");

    bot.slack.faults.add("views.open", { error: "expired_trigger_id" });
    expect(bot.read(await (await bot.slack.slash("alice", "general", "/k8s", "scale")).answer())).toContain(
      "[Fill it in]",
    );
  });

  test("that is filled in wrongly is complained about below its field, while the form is open", async () => {
    bot = await start();
    await bot.slack.slash("alice", "general", "/k8s", "scale");
    const view = await bot.slack.waitForView("alice");
    const outcome = await bot.slack.submit("alice", view, { target: "../../secrets", replicas: "5" });
    expect(outcome.errors).toEqual({ target: expect.stringContaining("write it as a name or kind/name") });
    expect(bot.slack.openViews("alice")).toHaveLength(1);
    expect(bot.asked).toHaveLength(1);
  });
});

test("what is emptied in a form is not sent, though the button had it", () => {
  const form = { ask: ["namespace"], args: { target: "deploy/web", replicas: 3, namespace: "shop" } };
  const state = (value: string | null) => ({ namespace: { value: { value } } });
  expect(fillIn(scale, form, state(null)).args).toEqual({ target: "deploy/web", replicas: 3 });
  expect(fillIn(scale, form, state("  ")).args).toEqual({ target: "deploy/web", replicas: 3 });
  expect(fillIn(scale, form, state("kitchen")).args).toEqual({
    target: "deploy/web",
    replicas: 3,
    namespace: "kitchen",
  });
});

test("a form that comes back from somebody else, or is not ours, runs nothing", async () => {
  bot = await start();
  await bot.slack.slash("alice", "general", "/k8s", "scale");
  const { private_metadata } = await bot.slack.waitForView("alice");
  const submit = (user: string, metadata: string) => {
    const view = { id: "V1", callback_id: "run", private_metadata: metadata, state: { values: {} } };
    const payload = {
      type: "view_submission",
      team: { id: bot.slack.directory.team.id },
      user: { id: bot.slack.directory.user(user).id },
      view,
    };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded", ...bot.slack.signed(body) };
    return fetch(bot.url, { method: "POST", body, headers });
  };
  expect((await submit("bob", private_metadata)).status).toBe(200);
  for (const metadata of ["", "{", "{}", private_metadata.replace("{", '{"as":"admin",')])
    await submit("alice", metadata);
  await submit("alice", private_metadata); // this one is hers
  await bot.slack.waitForMessage("general", "Ran");
  expect(bot.asked).toHaveLength(2);
});

describe("the command builder", () => {
  test("comes for a bare command, and turns into the form of what is chosen", async () => {
    bot = await start();
    await bot.slack.slash("alice", "general", "/k8s");
    const builder = await bot.slack.waitForView("alice");
    await bot.slack.choose("alice", builder, "build", "scale");
    const form = await bot.slack.until(() => bot.slack.openViews("alice").find((view) => view.callback_id === "run"));
    const inputs = form.blocks.filter((block) => block["type"] === "input");
    // The conversation knows the namespace when it is left empty; nobody but the asker knows the rest.
    expect(inputs.map((block) => [block["block_id"], block["optional"]])).toEqual([
      ["target", false],
      ["replicas", false],
      ["namespace", true],
    ]);
    await bot.slack.submit("alice", form, { target: "web", replicas: "2" });
    expect(await ran()).toEqual({ command: "scale", args: { target: "web", replicas: 2 } });
  });

  test("lists what is for people to say, and not what only buttons say", async () => {
    bot = await start();
    await bot.slack.slash("alice", "general", "/k8s");
    const builder = await bot.slack.waitForView("alice");
    expect(JSON.stringify(builder.blocks)).toContain('"clusters"');
    expect(JSON.stringify(builder.blocks)).not.toContain('"confirm"');
  });

  test("a command with choices and switches", async () => {
    bot = await start();
    await bot.slack.slash("alice", "general", "/k8s");
    await bot.slack.choose("alice", await bot.slack.waitForView("alice"), "build", "clusters");
    const form = await bot.slack.until(() => bot.slack.openViews("alice").find((view) => view.callback_id === "run"));
    await bot.slack.submit("alice", form, { wide: ["true"], health: [], sort: "age" });
    expect(await ran()).toEqual({ command: "clusters", args: { wide: true, health: false, sort: "age" } });
  });

  test("is help in words where Slack opens no modal", async () => {
    bot = await start();
    bot.slack.faults.add("views.open", { error: "expired_trigger_id" });
    await bot.slack.slash("alice", "general", "/k8s");
    await bot.slack.until(() => bot.asked.some((request) => request.input === "help"));
  });

  test("comes from the menu of a message, and answers in its thread about what the thread is about", async () => {
    bot = await start({ ports: { channelScope: async () => ({ target: "deploy/web", namespace: "shop" }) } });
    await bot.slack.says("bob", "general", "web is down again");
    const [message] = bot.slack.messages("general");
    if (!message) throw new Error("bob said nothing");
    await bot.slack.messageShortcut("alice", message, "ask");
    await bot.slack.choose("alice", await bot.slack.waitForView("alice"), "build", "scale");
    const form = await bot.slack.until(() => bot.slack.openViews("alice").find((view) => view.callback_id === "run"));
    await bot.slack.submit("alice", form, { replicas: "4" });
    expect(await ran()).toEqual({ command: "scale", args: { target: "deploy/web", namespace: "shop", replicas: 4 } });
    expect(bot.slack.messages("general", { thread: message.ts })).toHaveLength(2);
    expect(bot.asked[0]).toMatchObject({ place: { thread: message.ts }, scope: { namespace: "shop" } });
  });
});

describe("suggestions", () => {
  const suggesting = async (suggest: (kind: string, typed: string, scope: object) => Promise<readonly string[]>) => {
    bot = await start({ ports: { suggest: (kind, typed, _, scope) => suggest(kind, typed, scope) } });
    await bot.slack.slash("alice", "general", "/k8s", "scale");
    const view = await bot.slack.waitForView("alice");
    return async (typed: string) =>
      ((await bot.slack.suggestions("alice", view, "target", typed)).options ?? []).map((one) => one["value"]);
  };

  test("know what the form says so far, and begin with what was typed", async () => {
    const seen: unknown[] = [];
    const offered = await suggesting(async (kind, typed, scope) => {
      seen.push([kind, typed, scope]);
      return ["deploy/web", "deploy/worker"];
    });
    expect(await offered("w")).toEqual(["w", "deploy/web", "deploy/worker"]);
    expect(await offered("")).toEqual(["deploy/web", "deploy/worker"]);
    expect(seen[0]).toEqual(["workload", "w", { namespace: "shop" }]);
  });

  test("are a hundred at most, and none too long", async () => {
    const offered = await suggesting(async () => [
      "x".repeat(200),
      ...Array.from({ length: 300 }, (_, i) => `deploy/web-${i}`),
    ]);
    const names = await offered("web");
    expect(names).toHaveLength(100);
    expect(names.every((name) => String(name).length <= 75)).toBe(true);
  });

  test("that fail leave what was typed", async () => {
    const offered = await suggesting(async () => {
      throw new Error("the cluster is down");
    });
    expect(await offered("web")).toEqual(["web"]);
  });

  test("that never come are not waited for", async () => {
    const offered = await suggesting(() => new Promise(() => {}));
    expect(await offered("web")).toEqual(["web"]);
  });
});
