/** From a person's words in Slack to the API server and back, through the process that is installed. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { embedded } from "../support/embedded.ts";
import { startProcess } from "../support/process.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
beforeAll(async () => {
  cluster = await embedded();
});
afterAll(() => cluster.stop());

const replicas = (name: string) => cluster.store.get("Deployment", "shop", name)?.spec.replicas;

describe.each(["http", "socket"] as const)("over %s", (mode) => {
  test("a typed line is answered, a change confirmed by button, and its outcome takes the place of the preview", async () => {
    await using bot = await startProcess({ kubeconfig: cluster.kubeconfig, mode });
    const { slack } = bot;

    const looked = await slack.slash("alice", "general", "/k8s", "get deploy");
    expect(looked.ack.ok).toBe(true);
    const table = await looked.answer();
    expect(slack.visible(table).text).toContain("checkout");
    expect(table.onlyFor).toBe(slack.directory.user("alice").id);

    const asked = await slack.slash("alice", "general", "/k8s", "scale cart 4");
    const preview = await asked.answer();
    expect(slack.visible(preview).text).toContain("spec.replicas");
    expect(preview.onlyFor).toBeUndefined();
    expect(replicas("cart")).toBe(2);
    await slack.press("alice", preview, "Scale to 4");
    await slack.until(() =>
      slack.messages("general").find((one) => slack.visible(one).text.includes("Scaled deploy/cart from 2 to 4")),
    );
    expect(replicas("cart")).toBe(4);
    expect(slack.messages("general").filter((one) => slack.visible(one).text.includes("deploy/cart"))).toHaveLength(1);

    const after = slack.messages("general").find((one) => slack.visible(one).text.includes("Scaled deploy/cart"));
    await slack.press("alice", after!, "Undo");
    const back = await slack.until(() =>
      slack.messages("general").find((one) => slack.visible(one).text.includes("from 4 to 2?")),
    );
    await slack.press("alice", back, "Scale to 2");
    await slack.until(() => replicas("cart") === 2);
    expect(await bot.stop()).toBe(0);
  });
});

test("the address of Slack's API may leave out /api/", async () => {
  await using bot = await startProcess({ kubeconfig: cluster.kubeconfig, apiUrl: (slack) => slack.url });
  const outcome = await bot.slack.slash("alice", "general", "/k8s", "whoami");
  expect(bot.slack.visible(await outcome.answer()).text).toContain("alice");
});

test("a mention in a thread is answered there, and a stranger gets one sentence", async () => {
  await using bot = await startProcess({ kubeconfig: cluster.kubeconfig });
  const { slack } = bot;
  const first = await (await slack.mention("omar", "general", "describe web")).answer();
  expect(slack.visible(first).text).toContain("deploy/web is healthy");
  const refused = await (await slack.slash("guest", "general", "/k8s", "get pods")).answer();
  expect(slack.visible(refused).text).toMatch(/guest/i);
});

test("metrics, health and readiness have a port of their own", async () => {
  await using bot = await startProcess({ kubeconfig: cluster.kubeconfig });
  const outcome = await bot.slack.slash("alice", "general", "/k8s", "get pods");
  await outcome.answer();
  const get = async (path: string) => {
    const response = await fetch(bot.metrics + path);
    return { status: response.status, text: await response.text() };
  };
  expect((await get("/healthz")).status).toBe(200);
  expect((await get("/readyz")).status).toBe(200);
  const { text } = await get("/metrics");
  expect(text).toMatch(/kubemate_commands_total\{command="get",outcome="ok"\} 1/);
  expect(text).toMatch(/kubemate_kubernetes_requests_total\{.*resource="pods",code="200"\} 1/);
  expect(text).toContain("nodejs_eventloop_lag_p99_seconds");
});

test("a bad configuration is refused with every problem at once", async () => {
  const starting = startProcess({
    kubeconfig: cluster.kubeconfig,
    config: {
      polcy: [],
      policy: [{ effect: "approve", risks: ["change"] }],
      people: { users: { "T1:U1": { user: "system:admin" } } },
    },
    environment: { SLACK_SIGNING_SECRET: "short", PORT: "99999" },
  });
  const text = await starting.then(
    () => "it started",
    (error: Error) => error.message,
  );
  for (const part of ["polcy", "approve", "not supported yet", "system:", "SLACK_SIGNING_SECRET", "PORT"])
    expect(text).toContain(part);
});

test("nothing that it writes shows a token", async () => {
  await using bot = await startProcess({ kubeconfig: cluster.kubeconfig, environment: { LOG_LEVEL: "debug" } });
  await (await bot.slack.slash("alice", "general", "/k8s", "get pods")).answer();
  await bot.stop();
  for (const secret of [bot.slack.botToken, bot.slack.signingSecret]) expect(bot.output()).not.toContain(secret);
});
