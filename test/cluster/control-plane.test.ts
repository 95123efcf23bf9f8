import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { NewObject } from "../../src/playground/cluster/controllers/controller.ts";
import { faultLabel } from "../../src/playground/cluster/controllers/kubelet/faults.ts";
import { container, deployment, namespace } from "../../src/playground/seed/manifest.ts";
import { type Cluster, connect } from "./connection.ts";
import { eventually } from "./eventually.ts";
import { apply } from "./seed.ts";
import { settled } from "./settled.ts";

const NAMESPACE = "control-plane-test";
const files = inject("cluster");

// A cluster of somebody else has neither our faults nor a log that we may read.
describe.skipIf(files.own === undefined)("a real control plane", () => {
  let cluster: Cluster;
  /** @returns what kubectl prints */
  const kubectl = async (...args: string[]): Promise<string> => {
    const { stdout, stderr } = await cluster.kubectl(["-n", NAMESPACE, ...args]);
    return stdout + stderr;
  };

  beforeAll(async () => {
    cluster = await connect(files);
    const faults = ["image-pull", "crash-loop", "out-of-memory", "never-ready"];
    await apply(cluster, [namespace(NAMESPACE, "tests"), app("web"), ...faults.map((fault) => app(fault, fault))]);
    await settled(cluster, [NAMESPACE]);
  });

  afterAll(async () => {
    // Other files ask what the bot may do without it.
    await cluster.kubectl(["delete", "clusterrole,clusterrolebinding", "control-plane-test-impersonator"]);
    await cluster.kubectl(["delete", "namespace", NAMESPACE, "--wait=false"]);
  });

  test("rolls a Deployment out, and back", async () => {
    await kubectl("set", "image", "deploy/web", "app=registry.test/web:2.0");
    expect(await kubectl("rollout", "status", "deploy/web")).toContain('deployment "web" successfully rolled out');
    await kubectl("rollout", "undo", "deploy/web");
    expect(await kubectl("rollout", "status", "deploy/web")).toContain('deployment "web" successfully rolled out');
    expect(await kubectl("rollout", "history", "deploy/web")).toMatch(/\n2 .*\n3 /);
  });

  test.each([
    { fault: "image-pull", columns: /0\/1 +ImagePullBackOff +0 / },
    { fault: "crash-loop", columns: /0\/1 +CrashLoopBackOff +5 / },
    { fault: "out-of-memory", columns: /0\/1 +CrashLoopBackOff +5 / },
    { fault: "never-ready", columns: /0\/1 +Running +0 / },
  ])("shows $fault as kubectl users know it", async ({ fault, columns }) => {
    expect(await kubectl("get", "pods", "-l", `app=${fault}`)).toMatch(columns);
  });

  test.each([
    { fault: "crash-loop", died: "Error 1" },
    { fault: "out-of-memory", died: "OOMKilled 137" },
  ])("says how the container of $fault died", async ({ fault, died }) => {
    const terminated = "{.items[0].status.containerStatuses[0].lastState.terminated";
    const output = `jsonpath=${terminated}.reason} ${terminated}.exitCode}`;
    expect(await kubectl("get", "pods", "-l", `app=${fault}`, "-o", output)).toBe(died);
  });

  test.each([
    { fault: "image-pull", event: /Failed .*registry\.test\/image-pull:1\.0: not found/ },
    { fault: "crash-loop", event: /BackOff .*Back-off restarting failed container app in pod crash-loop-/ },
    { fault: "never-ready", event: /Unhealthy .*Readiness probe failed: HTTP probe failed with statuscode: 503/ },
  ])("has the event that a kubelet writes about $fault", async ({ event }) => {
    expect(await kubectl("get", "events", "--field-selector", "type=Warning")).toMatch(event);
  });

  test("does not call a faulty Deployment available", async () => {
    expect(await kubectl("get", "deploy", "crash-loop")).toMatch(/0\/2 +2 +0 /);
  });

  test("answers for logs: the end, a span of time, the instance before", async () => {
    expect((await kubectl("logs", "deploy/web", "--tail", "3")).match(/^level/gm)).toHaveLength(3);
    expect((await kubectl("logs", "deploy/web")).match(/^level/gm)?.length).toBeGreaterThanOrEqual(200);
    expect(await kubectl("logs", "deploy/web", "--since", "1s")).not.toContain("id=1\n");
    expect(await kubectl("logs", "deploy/crash-loop", "--previous", "--tail", "1")).toMatch(
      /FATAL: could not connect to postgres/,
    );
    expect(await kubectl("logs", "deploy/web", "--previous")).toContain("Error from server (BadRequest)");
    expect(await kubectl("logs", "deploy/image-pull")).toContain("Error from server (BadRequest)");
  });

  test("follows a log", async () => {
    // Enough bytes for some three lines: without following there would be one, and no end.
    let followed: string | undefined;
    const following = kubectl("logs", "deploy/web", "-f", "--tail", "1", "--limit-bytes", "250");
    void following.then((output) => (followed = output));
    await eventually("kubectl to see new lines", async () => {
      await cluster.log('level=info msg="still here"');
      return followed;
    });
    expect(followed).toMatch(/still here.*\n.*still here/);
  });

  test("lets the bot act as a person by RBAC alone, and writes both names into the audit log", async () => {
    await apply(cluster, rights);
    const asAlice = ["--as", "alice@example.com", "--as-group", "devs", "--as-group", "oncall", "-n", NAMESPACE];
    const get = (what: string): Promise<{ code: number; stderr: string }> =>
      cluster.kubectl([...asAlice, "get", what], { as: "kubemate" });

    expect(await get("pods")).toMatchObject({ code: 0 });
    expect((await get("secrets")).stderr).toContain(
      'User "alice@example.com" cannot list resource "secrets" in API group "" in the namespace',
    );
    const { stderr } = await cluster.kubectl(["-n", NAMESPACE, "get", "pods"], { as: "kubemate" });
    expect(stderr).toContain('User "kubemate" cannot list resource "pods"');

    const events = (await cluster.auditEvents()).filter(({ objectRef }) => objectRef?.namespace === NAMESPACE);
    expect(events).toContainEqual(
      expect.objectContaining({
        verb: "list",
        objectRef: expect.objectContaining({ resource: "pods" }),
        user: expect.objectContaining({ username: "kubemate" }),
        impersonatedUser: {
          username: "alice@example.com",
          groups: ["devs", "oncall", "system:authenticated"],
        },
      }),
    );
  });
});

function app(name: string, fault?: string): NewObject {
  const containers = [container("app", `registry.test/${name}:1.0`)];
  const labels = { ...(fault && { [faultLabel]: fault }) };
  return deployment({ name, namespace: NAMESPACE }, 2, { containers }, { labels });
}

const group = "rbac.authorization.k8s.io";
const rights = [
  {
    apiVersion: `${group}/v1`,
    kind: "ClusterRole",
    metadata: { name: "control-plane-test-impersonator" },
    rules: [{ apiGroups: [""], resources: ["users", "groups"], verbs: ["impersonate"] }],
  },
  {
    apiVersion: `${group}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name: "control-plane-test-impersonator" },
    roleRef: { apiGroup: group, kind: "ClusterRole", name: "control-plane-test-impersonator" },
    subjects: [{ apiGroup: group, kind: "User", name: "kubemate" }],
  },
  {
    apiVersion: `${group}/v1`,
    kind: "Role",
    metadata: { name: "pods", namespace: NAMESPACE },
    rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["list"] }],
  },
  {
    apiVersion: `${group}/v1`,
    kind: "RoleBinding",
    metadata: { name: "pods", namespace: NAMESPACE },
    roleRef: { apiGroup: group, kind: "Role", name: "pods" },
    subjects: [{ apiGroup: group, kind: "Group", name: "oncall" }],
  },
];
