/** An autoscaler that really scales: metrics-server asks the kubelets, the controller decides, and the bot says why. */
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NewObject } from "../../src/playground/cluster/controllers/controller.ts";
import { container, deployment, namespace } from "../../src/playground/seed/manifest.ts";
import { createPrometheus } from "../../src/prometheus/index.ts";
import { printed } from "../contract/kubectl.ts";
import { differences } from "../contract/normalise.ts";
import { embedded } from "../support/embedded.ts";
import { direct, everythingConfirmed, petra, sandbox } from "../support/sandbox.ts";
import { type Cluster, connect } from "./connection.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { eventually } from "./eventually.ts";
import { simulatedNodes } from "./nodes.ts";
import { type RunningPrometheus, startPrometheus } from "./prometheus.ts";
import { apply } from "./seed.ts";
import { settled } from "./settled.ts";

const NAMESPACE = "load";
/** What each pod uses, which its kubelet is told. */
const USES = { "kwok.x-k8s.io/usage-cpu": "90m", "kwok.x-k8s.io/usage-memory": "60Mi" };
const ASKS = { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128Mi" } };

const platformMayDoAll: NewObject = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: "platform" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
  subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "platform" }],
};

/** Seconds. metrics-server knows a pod after two looks at it, ten seconds apart, and pods come one after the other. */
const PATIENCE = 150;

let cluster: ControlPlane;
/** The playground's cluster with the same objects, under the same load. */
let ours: Awaited<ReturnType<typeof embedded>>;
let there: Cluster;
let prometheus: RunningPrometheus;
let bot: Awaited<ReturnType<typeof sandbox>>;
beforeAll(async () => {
  cluster = await startControlPlane({ metrics: true });
  const containers = [container("app", "registry.test/app:1.0", { resources: ASKS })];
  const busy = deployment({ name: "busy", namespace: NAMESPACE }, 2, { containers }, { annotations: USES });
  const autoscaler: NewObject = {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "busy", namespace: NAMESPACE },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "busy" },
      ...{ minReplicas: 2, maxReplicas: 4 },
      metrics: [
        { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 60 } } },
      ],
    },
  };
  await apply(cluster, [namespace(NAMESPACE, "platform"), busy, platformMayDoAll]);
  await settled(cluster, [NAMESPACE]);
  await apply(cluster, [autoscaler]);
  ours = await embedded({
    objects: [...simulatedNodes(), namespace(NAMESPACE, "platform"), busy, autoscaler],
    usage: () => (pod) =>
      pod.status?.["phase"] === "Running" ? { cpu: 0.09, memory: 60 * 2 ** 20 } : { cpu: 0, memory: 0 },
  });
  there = await connect({ ...cluster.files, kubeconfigs: { admin: ours.kubeconfig } });
  const { items } = (await cluster.api.call("GET", "/api/v1/nodes")).body as { items: NewObject[] };
  prometheus = await startPrometheus({
    scrapes: items.map(({ metadata: { name } }) => ({
      ...{ job_name: `kubelet-${name}`, scheme: "https", tls_config: { insecure_skip_verify: true } },
      metrics_path: `/metrics/nodes/${name}/metrics/resource`,
      static_configs: [{ targets: [cluster.kubelet], labels: { node: name } }],
    })),
  });
  bot = await sandbox(
    { kubeconfig: cluster.kubeconfig("admin") },
    {
      ...{ scope: { namespace: NAMESPACE }, policy: everythingConfirmed },
      prometheus: createPrometheus({ url: prometheus.url }),
    },
  );
}, 900_000);
afterAll(async () => {
  await bot?.close();
  await prometheus?.stop();
  await there?.api.close();
  await ours?.stop();
  await cluster?.stop();
});

const saying = { as: petra, place: direct };
const says = (line: string) => bot.asks(line, saying);
const kubectl = async (...args: readonly string[]): Promise<string> =>
  (await cluster.kubectl(["-n", NAMESPACE, ...args])).stdout;

/** The same kubectl on both, what it prints made comparable: who measures sees 89m or 181% at times. */
async function alike(...args: readonly string[]): Promise<readonly string[]> {
  const [a, b] = await Promise.all(
    [there, cluster].map(async (side) => {
      const { stdout, ...rest } = await side.kubectl(["-n", NAMESPACE, ...args]);
      const same =
        stdout
          .replace(/17[789]%|18[012]%/g, "180%")
          .replace(/\b(89|90)m\b/g, "90m")
          .split(/^Events:/m)[0] ?? "";
      return printed(args, { ...rest, stdout: same });
    }),
  );
  return differences(a, b);
}

test("it scales as far as it may, and then what holds it back is said", async () => {
  const said = await eventually(
    "the autoscaler to reach its maximum",
    async () => {
      const now = await says("autoscale busy");
      return /would run more than its 4 pods/.test(now) && now;
    },
    PATIENCE,
  );
  expect(said).toMatch(
    /^! The autoscaler of deploy\/busy would run more than its 4 pods: cpu is at 1[78]\d%, and 60% is the target/,
  );
  expect(said).toMatch(/New size: 4; reason: cpu resource utilization/);
  expect(await kubectl("get", "hpa", "busy", "-o", "jsonpath={.status.currentReplicas}")).toBe("4");
}, 200_000);

test("raising its maximum by a press lets it go on", async () => {
  await says("autoscale set busy max 6");
  expect((await bot.presses("Change them", saying)).at(-1)).toContain("✓ Changed the bounds of hpa/busy");
  await eventually(
    "six pods",
    async () => (await kubectl("get", "deploy", "busy", "-o", "jsonpath={.status.replicas}")) === "6",
  );
  await eventually("the autoscaler to see it", async () => /Pods now +6/.test(await says("autoscale busy")));
}, 200_000);

test("the playground's cluster has come to the same, and kubectl says so in the same words", async () => {
  const path = `/apis/autoscaling/v2/namespaces/${NAMESPACE}/horizontalpodautoscalers/busy`;
  expect(await there.api.call("PATCH", path, { spec: { maxReplicas: 6 } })).toMatchObject({ status: 200 });
  const soon = { timeout: 60_000, interval: 1000 };
  await expect.poll(() => alike("describe", "hpa", "busy"), soon).toEqual([]);
  expect(await alike("get", "hpa", "busy")).toEqual([]);
  expect(await alike("get", "deploy", "busy", "-o", "wide")).toEqual([]);
  await expect.poll(() => alike("top", "pods"), soon).toEqual([]);
  expect(await alike("top", "pods", "--sum", "--no-headers")).toEqual([]);
  expect(await alike("top", "pods", "nothing")).toEqual([]);
}, 200_000);

test("top says what kubectl top says", async () => {
  await eventually(
    "six measured pods",
    async () => (await kubectl("top", "pods", "--no-headers")).trim().split("\n").length === 6,
    PATIENCE,
  );
  const theirs = (await kubectl("top", "pods", "--no-headers"))
    .trim()
    .split("\n")
    .map((line) => line.split(/ +/).slice(0, 3));
  const ours = await says("top pods");
  for (const [name, cpu, memory] of theirs)
    expect(ours).toMatch(new RegExp(`${name} +${cpu} +\\d+% +${memory} +\\d+%`));
  expect(await says("top")).toMatch(/deploy\/busy +6 +5[34]\dm +1[78]\d% +360Mi +47%/);
  expect(await says("top nodes")).toMatch(/node-\d +\d+m +\d+% +\d+Mi/);
}, 200_000);

test("the same by Prometheus, which asks the same kubelets", async () => {
  const said = await eventually(
    "a rate",
    async () => {
      await pause(2000); // one person may not ask Prometheus for ever
      const now = await says("metrics busy since 15m");
      return /CPU of deploy\/busy: \d{3}m now/.test(now) && now;
    },
    PATIENCE,
  );
  expect(said).toMatch(/Asked for +300m/);
  const cores = Number(/busy: (\d+)m now/.exec(said)?.[1]);
  expect(cores).toBeGreaterThanOrEqual(100); // over five minutes, of which the pods have run a part
  expect(cores).toBeLessThan(900);
  expect(await says("metrics busy memory since 15m")).toMatch(/Memory of deploy\/busy: 360Mi now[^]*Limit +768Mi/);
}, 200_000);
