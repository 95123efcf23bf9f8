/** Slack → the installed process → a real API server and back, as the person who asked. */
import { beforeAll, expect, inject, test } from "vitest";
import { startProcess } from "../support/process.ts";
import { type Cluster, connect } from "./connection.ts";
import { seedPlayground } from "./playground.ts";

const files = inject("cluster");
let cluster: Cluster;

beforeAll(async () => {
  cluster = await connect(files);
  await seedPlayground(cluster);
});

const replicas = async (name: string): Promise<string> =>
  (await cluster.kubectl(["-n", "shop", "get", "deploy", name, "-o", "jsonpath={.spec.replicas}"])).stdout;

/** What the API server has written down of scaling payments, rehearsals left out. */
const scalings = async () =>
  files.own === undefined
    ? []
    : (await cluster.auditEvents()).filter(
        ({ verb, objectRef, requestURI }) =>
          verb === "patch" &&
          objectRef?.name === "payments" &&
          objectRef.subresource === "scale" &&
          !requestURI.includes("dryRun"),
      );

test("a signed slash command scales a Deployment after a press, and the audit log names both", async () => {
  await using bot = await startProcess({ kubeconfig: cluster.kubeconfig("admin"), config: { channels: {} } });
  const { slack } = bot;
  const before = await scalings();
  const asked = await slack.slash("alice", "general", "/k8s", "scale payments 4 -n shop");
  const preview = await asked.answer();
  expect(slack.visible(preview).text).toContain("spec.replicas");
  expect(await replicas("payments")).toBe("2");

  await slack.press("alice", preview, "Scale to 4");
  const done = await slack.until(
    () => slack.messages("general").find((one) => slack.visible(one).text.includes("4 of 4 pods available")),
    60_000,
  );
  expect(slack.visible(done).text).toContain("Scaled deploy/payments from 2 to 4");
  expect(await replicas("payments")).toBe("4");

  await slack.press("alice", done, "Undo");
  const back = await slack.waitForMessage("general", /from 4 to 2\?/);
  await slack.press("alice", back, "Scale to 2");
  await slack.until(
    () =>
      slack.messages("general").find((one) => slack.visible(one).text.includes("Scaled deploy/payments from 4 to 2")),
    60_000,
  );
  expect(await replicas("payments")).toBe("2");

  if (files.own === undefined) return; // somebody else's cluster keeps its audit log to itself
  const real = (await scalings()).slice(before.length);
  expect(real).toHaveLength(2);
  for (const { user, impersonatedUser } of real) {
    expect(user.username).toBe("admin");
    expect(impersonatedUser).toMatchObject({
      username: "alice",
      groups: expect.arrayContaining(["developers", "everyone"]),
    });
  }
});

test("what Kubernetes refuses to the person is refused, with the rule that is missing", async () => {
  await using bot = await startProcess({ kubeconfig: cluster.kubeconfig("admin") });
  const refused = await bot.slack.slash("alice", "general", "/k8s", "rollout restart log-agent -n ops");
  const text = bot.slack.visible(await refused.answer()).text;
  expect(text).toContain("Kubernetes does not let alice patch daemonsets");
  expect(text).toContain('verbs: ["patch"]');
});
