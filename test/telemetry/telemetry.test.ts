import { afterEach, beforeEach, expect, test } from "vitest";
import { startTelemetry, type Telemetry } from "../../src/telemetry.ts";

let missing: string | undefined;
let telemetry: Telemetry;
beforeEach(async () => {
  missing = undefined;
  telemetry = await startTelemetry({ port: 0, host: "127.0.0.1", version: "1.2.3", ready: () => missing });
});
afterEach(() => telemetry.stop());

const get = async (path: string, method = "GET") => {
  const response = await fetch(`http://127.0.0.1:${telemetry.port}${path}`, { method });
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
};
const series = async (prefix: string) =>
  (await get("/metrics")).text.split("\n").filter((line) => line.startsWith(prefix));

test("commands are counted by name and outcome, and timed by name", async () => {
  telemetry.command({ command: "get", outcome: "ok", seconds: 0.02 });
  telemetry.command({ command: "get", outcome: "not-found", seconds: 0.2 });
  telemetry.command({ command: "?", outcome: "unknown-command", seconds: 0.001 });
  expect(await series("kubemate_commands_total")).toEqual([
    'kubemate_commands_total{command="get",outcome="ok"} 1',
    'kubemate_commands_total{command="get",outcome="not-found"} 1',
    'kubemate_commands_total{command="unknown",outcome="unknown-command"} 1',
  ]);
  expect(await series('kubemate_command_duration_seconds_bucket{le="0.05",command="get"}')).toEqual([
    'kubemate_command_duration_seconds_bucket{le="0.05",command="get"} 1',
  ]);
});

test("calls to Slack and Kubernetes are counted by what they were and how they ended", async () => {
  telemetry.slack({ method: "chat.postMessage", outcome: "ok", seconds: 0.1 });
  telemetry.kubernetes({
    cluster: "prod",
    verb: "patch",
    group: "apps",
    resource: "deployments",
    subresource: "scale",
    status: 200,
    seconds: 0.1,
  });
  telemetry.kubernetes({ cluster: "prod", verb: "list", group: "", resource: "pods", status: 0, seconds: 10 });
  expect(await series("kubemate_slack_calls_total")).toEqual([
    'kubemate_slack_calls_total{method="chat.postMessage",outcome="ok"} 1',
  ]);
  expect(await series("kubemate_kubernetes_requests_total")).toEqual([
    'kubemate_kubernetes_requests_total{cluster="prod",verb="patch",resource="deployments.apps/scale",code="200"} 1',
    'kubemate_kubernetes_requests_total{cluster="prod",verb="list",resource="pods",code="none"} 1',
  ]);
});

test("what others choose cannot add series without end", async () => {
  for (let i = 0; i < 1000; i++) {
    telemetry.slack({ method: "chat.update", outcome: `invented_${i}`, seconds: 0.1 });
    telemetry.kubernetes({ cluster: "prod", verb: "get", group: "", resource: `kind${i}`, status: 200, seconds: 0.1 });
  }
  expect(await series("kubemate_slack_calls_total")).toHaveLength(201);
  expect(await series("kubemate_kubernetes_requests_total")).toHaveLength(201);
  expect(await series('kubemate_slack_calls_total{method="chat.update",outcome="other"}')).toEqual([
    'kubemate_slack_calls_total{method="chat.update",outcome="other"} 800',
  ]);
});

test("the event loop's lag, and which build this is", async () => {
  expect(await series("nodejs_eventloop_lag_p99_seconds")).toHaveLength(1);
  expect(await series("kubemate_build_info")).toEqual([
    `kubemate_build_info{version="1.2.3",node="${process.version}"} 1`,
  ]);
});

test("alive at once, ready when nothing is missing", async () => {
  missing = "Slack is not connected";
  expect(await get("/healthz")).toMatchObject({ status: 200, text: "ok\n" });
  expect(await get("/readyz")).toMatchObject({ status: 503, text: "Slack is not connected\n" });
  missing = undefined;
  expect(await get("/readyz")).toMatchObject({ status: 200, text: "ok\n" });
});

test.each([
  ["GET", "/"],
  ["GET", "/metrics/x"],
  ["GET", "/constructor"],
  ["POST", "/metrics"],
])("%s %s is not found", async (method, path) => expect(await get(path, method)).toMatchObject({ status: 404 }));

test("a check that fails is an answer, not a crash", async () => {
  const broken = await startTelemetry({
    port: 0,
    host: "127.0.0.1",
    version: "1",
    ready: () => Promise.reject(new Error("no answer from the ledger")),
  });
  const response = await fetch(`http://127.0.0.1:${broken.port}/readyz`);
  expect([response.status, await response.text()]).toEqual([500, "no answer from the ledger\n"]);
  await broken.stop();
});
