import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type LocalSlackOptions, startLocalSlack } from "../../../src/playground/slack/index.ts";
import { withApp, workbench } from "./app.ts";

type Envelope = Record<string, unknown> & { type: string; envelope_id?: string };

/** A connection that keeps what it gets and acknowledges it, unless told not to. */
async function connect(slack: Awaited<ReturnType<typeof startLocalSlack>>, acknowledge = true) {
  const headers = { authorization: `Bearer ${slack.appToken}` };
  const opened = await fetch(`${slack.apiUrl}apps.connections.open`, { method: "POST", headers });
  const { url } = (await opened.json()) as { url: string };
  const socket = new WebSocket(url);
  const got: Envelope[] = [];
  const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  const { promise: first, resolve } = Promise.withResolvers<void>();
  socket.on("message", (data: Buffer) => {
    const envelope: Envelope = JSON.parse(data.toString());
    got.push(envelope);
    resolve();
    if (acknowledge && envelope.envelope_id) socket.send(JSON.stringify({ envelope_id: envelope.envelope_id }));
  });
  await first;
  return { url, socket, got, closed, kinds: () => got.map((envelope) => envelope.type) };
}

async function socketSlack(options: LocalSlackOptions = {}) {
  const slack = await startLocalSlack({ ...options, deliverTo: "socket" });
  return { slack, [Symbol.asyncDispose]: () => slack.close() };
}

test("a connection is greeted, and its ticket is good for one use", async () => {
  await using bench = await socketSlack();
  const { got, url } = await connect(bench.slack);
  expect(got[0]).toEqual({
    type: "hello",
    num_connections: 1,
    debug_info: expect.objectContaining({ approximate_connection_time: 3600 }),
    connection_info: { app_id: "A0BOT" },
  });
  const again = new WebSocket(url);
  const error = await new Promise<Error>((resolve) => again.on("error", resolve));
  expect(error.message).toContain("401");
});

test("envelopes go to the connections in turn", async () => {
  await using bench = await socketSlack();
  const { slack } = bench;
  const connections = [await connect(slack), await connect(slack)];
  for (let count = 0; count < 4; count += 1) await slack.slash("alice", "general", "/k8s");
  const counts = connections.map(({ kinds }) => kinds().filter((kind) => kind === "slash_commands").length);
  expect(counts).toEqual([2, 2]);
});

test("nobody connected: the command fails", async () => {
  await using bench = await socketSlack();
  const { notice } = await bench.slack.slash("alice", "general", "/k8s");
  expect(notice).toBe('/k8s failed with the error "dispatch_failed"');
});

test("an event that nobody acknowledges comes again, counted", async () => {
  await using bench = await socketSlack({ ackDeadline: 1000 });
  const { got } = await connect(bench.slack, false);
  await bench.slack.mention("alice", "general", "hello");
  expect(got.slice(1)).toMatchObject([
    { type: "events_api", retry_attempt: 0, retry_reason: "", accepts_response_payload: false },
    { type: "events_api", retry_attempt: 1, retry_reason: "timeout" },
  ]);
});

describe("Slack ends connections", () => {
  test("with a warning first", async () => {
    await using bench = await socketSlack();
    const { got, socket, closed } = await connect(bench.slack);
    bench.slack.socket.disconnect("warning");
    await bench.slack.slash("alice", "general", "/k8s");
    expect(got[1]).toMatchObject({ type: "disconnect", reason: "warning" });
    expect(socket.readyState).toBe(WebSocket.OPEN);
    bench.slack.socket.disconnect("refresh_requested");
    await closed;
    expect(got.at(-1)).toMatchObject({ type: "disconnect", reason: "refresh_requested" });
  });

  test("without a word, as a network does", async () => {
    await using bench = await socketSlack();
    const { kinds, closed } = await connect(bench.slack);
    bench.slack.socket.drop();
    await closed;
    expect(kinds()).toEqual(["hello"]);
  });

  test("beyond the tenth", async () => {
    await using bench = await socketSlack();
    for (let count = 0; count < 10; count += 1) await connect(bench.slack);
    const eleventh = await connect(bench.slack);
    await eleventh.closed;
    expect(eleventh.got).toMatchObject([{ type: "disconnect", reason: "too_many_websockets" }]);
    expect(bench.slack.socket.connections).toBe(10);
  });
});

test("the real client hears what is sent by hand", async () => {
  const heard: string[] = [];
  await using bench = await withApp(
    (app) =>
      app.event("app_mention", async ({ event }) => {
        heard.push(event.text);
      }),
    { mode: "socket" },
  );
  const { slack } = bench;
  const event = { type: "app_mention", text: "by hand", channel: "C0GENERAL", user: "U0ALICE" };
  const payload = { type: "event_callback", team_id: "T0LOCAL", event_id: "Ev1", event };
  await slack.socket.send({ envelope_id: "e1", type: "events_api", payload });
  await slack.socket.send({ envelope_id: "e1", type: "events_api", payload });
  await slack.until(() => heard.length === 2);
  expect(heard).toEqual(["by hand", "by hand"]);
});

test("a socket opened with a token that is no longer good is refused", async () => {
  await using bench = await workbench();
  bench.slack.revoke(bench.slack.appToken);
  const headers = { authorization: `Bearer ${bench.slack.appToken}` };
  const response = await fetch(`${bench.slack.apiUrl}apps.connections.open`, { method: "POST", headers });
  expect(await response.json()).toMatchObject({ ok: false, error: "token_revoked" });
});
