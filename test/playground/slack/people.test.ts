import { describe, expect, test } from "vitest";
import { posting, withApp } from "./app.ts";
import { section, x } from "./data/block-limits.ts";

const form = {
  type: "modal" as const,
  callback_id: "scale",
  title: { type: "plain_text" as const, text: "Scale" },
  submit: { type: "plain_text" as const, text: "Scale" },
  blocks: [
    {
      type: "input" as const,
      block_id: "replicas",
      label: { type: "plain_text" as const, text: "Replicas" },
      element: { type: "plain_text_input" as const, action_id: "value" },
    },
  ],
};

describe.each(["http", "socket"] as const)("a Bolt app over %s", (mode) => {
  test("answers a slash command in the acknowledgement, through respond() and by posting", async () => {
    await using bench = await withApp(
      (app) =>
        app.command("/k8s", async ({ ack, respond, say, command }) => {
          await ack(`heard ${command.text}`);
          await respond({ text: "responded" });
          await say("said");
        }),
      { mode },
    );
    const { slack } = bench;
    const outcome = await slack.slash("alice", "general", "/k8s", "get pods");
    expect(outcome.ack.ok).toBe(true);
    await slack.waitForMessage("general", "said");
    expect(slack.ephemerals("alice", "general").map((message) => message.text)).toEqual([
      "heard get pods",
      "responded",
    ]);
    expect(slack.messages("general").map((message) => message.text)).toEqual(["said"]);
    expect(slack.ephemerals("bob")).toEqual([]);
  });

  test("that answers a command with what Slack refuses has answered nothing", async () => {
    const blocks = [section(x(3001))];
    await using bench = await withApp((app) => app.command("/k8s", async ({ ack }) => ack({ blocks })), { mode });
    const { notice } = await bench.slack.slash("alice", "general", "/k8s");
    expect(notice).toBe('/k8s failed with the error "invalid_command_response" (invalid_blocks)');
    expect(bench.slack.ephemerals("alice")).toEqual([]);
  });

  test("hears a mention in a thread, and direct messages", async () => {
    await using bench = await withApp(
      (app) => {
        app.event("app_mention", async ({ event, say }) => {
          await say({ text: `you said ${event.text}`, thread_ts: event.thread_ts ?? event.ts });
        });
        app.message(async ({ message, say }) => {
          await say(`in private: ${"text" in message ? message.text : ""}`);
        });
      },
      { mode },
    );
    const { slack } = bench;
    const first = await (await slack.mention("alice", "general", "logs")).answer();
    expect(first.text).toBe("you said <@U0BOT> logs");
    await (await slack.mention("bob", "general", "more", { thread: first.thread_ts ?? "" })).answer();
    expect(slack.messages("general", { thread: first.thread_ts ?? "" })).toHaveLength(4);
    const direct = await (await slack.mention("alice", "@alice", "whoami")).answer();
    expect(direct.text).toBe("in private: whoami");
  });

  test("opens a modal from a button and reads what was filled in", async () => {
    await using bench = await withApp(
      (app) => {
        app.command("/k8s", async ({ ack, say }) => {
          await ack();
          const button = {
            type: "button" as const,
            text: { type: "plain_text" as const, text: "Scale…" },
            action_id: "open",
          };
          await say({ text: "web", blocks: [{ type: "actions", elements: [button] }] });
        });
        app.action("open", async ({ ack, body, client }) => {
          await ack();
          if (body.type === "block_actions") await client.views.open({ trigger_id: body.trigger_id, view: form });
        });
        app.view("scale", async ({ ack, view, client, body }) => {
          const value = view.state.values["replicas"]?.["value"]?.value ?? "";
          if (value === "no") return ack({ response_action: "errors", errors: { replicas: "Not a number." } });
          await ack();
          await client.chat.postMessage({ channel: body.user.id, text: `scaled to ${value}` });
        });
      },
      { mode },
    );
    const { slack } = bench;
    const offer = await (await slack.slash("alice", "general", "/k8s", "scale web")).answer();
    await slack.press("alice", offer, "Scale…");
    const view = await slack.waitForView("alice");
    expect((await slack.submit("alice", view)).errors).toEqual({ replicas: "Please complete this required field." });
    expect((await slack.submit("alice", view, { Replicas: "no" })).errors).toEqual({ replicas: "Not a number." });
    expect(slack.openViews("alice")).toHaveLength(1);
    await slack.submit("alice", view, { Replicas: "3" });
    expect(slack.openViews("alice")).toHaveLength(0);
    await slack.waitForMessage("@alice", "scaled to 3");
  });
});

test("people wait for what comes, and read the transcript when it does not", async () => {
  await using bench = await posting([section("hello")]);
  await expect(bench.slack.until(() => false, 20)).rejects.toThrow(
    /in vain for \(\) => false\n(.|\n)*#general kubemate: hello/,
  );
  let noticed = 0;
  const stop = bench.slack.watch(() => (noticed += 1));
  await bench.slack.says("alice", "general", "hi");
  await bench.slack.until(() => noticed > 0);
  stop();
});

test("an outcome shows what this person sees, of what others write", async () => {
  await using bench = await withApp((app) =>
    app.command("/k8s", async ({ ack, client }) => {
      await ack();
      await client.chat.postEphemeral({ channel: "C0GENERAL", user: "U0ALICE", text: "for alice" });
      await client.chat.postMessage({ channel: "U0ALICE", text: "in alice's messages" });
      await client.chat.postEphemeral({ channel: "C0GENERAL", user: "U0BOB", text: "for bob" });
      await client.chat.postMessage({ channel: "C0GENERAL", text: "for all" });
    }),
  );
  const outcome = await bench.slack.slash("bob", "general", "/k8s");
  await bench.slack.says("bob", "general", "my own");
  await bench.slack.waitForMessage("general", "for all");
  expect(outcome.seen().map((message) => message.text)).toEqual(["for bob", "for all"]);
});
