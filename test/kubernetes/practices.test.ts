/** Each practice: what follows it, what does not, and what it says then. */
import { expect, test } from "vitest";
import type { KubeObject } from "../../src/kubernetes/object.ts";
import { type Finding, findings, PRACTICES, score, type Surroundings } from "../../src/kubernetes/practices/index.ts";

type Patch = Record<string, unknown>;

const GOOD = {
  name: "web",
  image: "registry.example.com/shop/web:2.4.0",
  ports: [{ containerPort: 8080 }],
  readinessProbe: { httpGet: {} },
  securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false },
  resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "128Mi" } },
};

const workload = (container: Patch = {}, spec: Patch = {}): KubeObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "shop", uid: "1" },
  spec: {
    replicas: 3,
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ ...GOOD, ...container }] } },
    ...spec,
  },
});

const one = (kind: string, spec: Patch, more: Patch = {}): KubeObject => ({
  ...{ apiVersion: "v1", kind, metadata: { name: "one", namespace: "shop", uid: "2" }, spec },
  ...more,
});
const selector = { matchLabels: { app: "web" } };

const AROUND: Surroundings = {
  namespace: one(
    "Namespace",
    {},
    { metadata: { name: "shop", labels: { "pod-security.kubernetes.io/enforce": "baseline" } } },
  ),
  networkPolicies: [one("NetworkPolicy", { podSelector: {} })],
  budgets: [one("PodDisruptionBudget", { selector })],
  autoscalers: [one("HorizontalPodAutoscaler", { scaleTargetRef: { kind: "Deployment", name: "web" } })],
  quotas: [one("ResourceQuota", {})],
  nodes: [one("Node", {}, { status: { nodeInfo: { containerRuntimeVersion: "containerd://2.2.1" } } })],
  vulnerabilities: [],
  signaturePolicies: [],
};

const open = (all: readonly Finding[]) => all.filter(({ problem }) => problem !== "");
const told = (object: KubeObject, around = AROUND) => open(findings(object, around));

test("who follows all of them has a hundred points", () => {
  expect(told(workload())).toEqual([]);
  expect(open(findings(workload(), AROUND, "namespace"))).toEqual([]);
  expect(score(findings(workload(), AROUND))).toBe(100);
});

const settings = (...names: readonly string[]) => names.map((name) => ({ name, value: "x" }));

const sigstore = (glob: string) => one("ClusterImagePolicy", { images: [{ glob }] });
const kyverno = (reference: string) =>
  one("ClusterPolicy", { rules: [{ name: "labels" }, { verifyImages: [{ imageReferences: [reference] }] }] });

const report = (criticalCount: number) =>
  one(
    "VulnerabilityReport",
    {},
    {
      metadata: {
        name: "r",
        labels: { "trivy-operator.resource.kind": "ReplicaSet", "trivy-operator.resource.name": "web-7d9f" },
      },
      report: { summary: { criticalCount, highCount: 2 } },
    },
  );

test.each<[id: string, object: KubeObject, around: Partial<Surroundings>, words: RegExp]>([
  ["memory-limit", workload({ resources: { requests: GOOD.resources.requests } }), {}, /^web has no memory limit/],
  ["requests", workload({ resources: { limits: { memory: "1Gi" } } }), {}, /^web does not ask for CPU and memory/],
  ["fixed-image", workload({ image: "nginx:latest" }), {}, /without a fixed tag/],
  ["fixed-image", workload({ image: "localhost:5000/nginx" }), {}, /without a fixed tag/],
  ["readiness-probe", workload({ readinessProbe: undefined }), {}, /^web has no readiness probe/],
  ["privileged", workload({ securityContext: { ...GOOD.securityContext, privileged: true } }), {}, /has the node/],
  ["non-root", workload({ securityContext: { allowPrivilegeEscalation: false } }), {}, /may run as root/],
  ["privilege-escalation", workload({ securityContext: { runAsNonRoot: true } }), {}, /gain more rights/],
  ["secrets-by-reference", workload({ env: [{ name: "DB_PASSWORD", value: "canary" }] }), {}, /^web has a credential/],
  ["configuration-by-reference", workload({ env: settings("LEVEL", "REGION", "MODE") }), {}, /^web has its settings/],
  ["no-pod-less", workload({}, { strategy: {} }), {}, /may have 25% of its pods missing/],
  ["no-pod-less", workload({}, { strategy: { type: "Recreate" } }), {}, /updated by Recreate/],
  ["several-pods", workload({}, { replicas: 1 }), {}, /runs one pod/],
  ["disruption-budget", workload(), { budgets: [] }, /no PodDisruptionBudget/],
  ["autoscaler", workload(), { autoscalers: [] }, /no autoscaler/],
  ["network-policy", workload(), { networkPolicies: [] }, /no NetworkPolicy/],
  ["signed-image", workload(), { signaturePolicies: [sigstore("ghcr.io/**")] }, /^web runs an image that no signature/],
  ["vulnerabilities", workload(), { vulnerabilities: [report(1)] }, /1 critical and 2 high vulnerabilities/],
])("%s", (id, object, around, words) => {
  const found = told(object, { ...AROUND, ...around });
  expect(found.map(({ practice }) => practice.id)).toEqual([id]);
  expect(found[0]?.problem).toMatch(words);
  expect(found[0]?.problem).not.toContain("canary");
});

test.each<[id: string, around: Partial<Surroundings>, words: RegExp]>([
  ["resource-quota", { quotas: [] }, /no ResourceQuota/],
  ["pod-security", { namespace: one("Namespace", {}) }, /no Pod Security level/],
  [
    "container-runtime",
    { nodes: [one("Node", {}, { status: { nodeInfo: { containerRuntimeVersion: "docker://24.0" } } })] },
    /docker:\/\/24\.0, neither containerd nor CRI-O/,
  ],
])("of a namespace: %s", (id, around, words) => {
  const found = open(findings(workload(), { ...AROUND, ...around }, "namespace"));
  expect(found.map(({ practice }) => practice.id)).toEqual([id]);
  expect(found[0]?.problem).toMatch(words);
});

test("what could not be read is held against nobody", () => {
  const unread = Object.fromEntries(Object.keys(AROUND).map((key) => [key, undefined])) as unknown as Surroundings;
  expect(told(workload(), unread)).toEqual([]);
  expect(findings(workload(), unread, "namespace")).toEqual([]);
});

test("a digest and a tag are fixed, whatever port the registry has", () => {
  for (const image of ["a/b@sha256:0f", "localhost:5000/nginx:1.27", "nginx:1.27"])
    expect(told(workload({ image }))).toEqual([]);
});

test("every practice names a section of the article", () => {
  for (const { section } of PRACTICES) expect(section).toMatch(/^[1-5]\.[1-3]$/);
  expect(new Set(PRACTICES.map(({ id }) => id)).size).toBe(PRACTICES.length);
});

test("a signature policy names an image in any of the ways that images are written", () => {
  const named = (image: string, policy: KubeObject) =>
    told(workload({ image }), { ...AROUND, signaturePolicies: [policy] }).length === 0;
  expect(named("registry.example.com/shop/web:2.4.0", sigstore("registry.example.com/**"))).toBe(true);
  expect(named("registry.example.com/shop/web:2.4.0", kyverno("registry.example.com/shop/web:*"))).toBe(true);
  expect(named("nginx:1.27", sigstore("index.docker.io/library/nginx"))).toBe(true);
  expect(named("nginx@sha256:0f", kyverno("docker.io/library/nginx*"))).toBe(true);
  expect(named("ghcr.io/shop/web:1", kyverno("ghcr.io/*/web:?"))).toBe(true);
  expect(named("ghcr.io/shop/web-admin:1", kyverno("ghcr.io/*/web:?"))).toBe(false);
  expect(named(`ghcr.io/${"a".repeat(200)}:1`, kyverno(`ghcr.io/${"*a".repeat(60)}*b`))).toBe(false);
  expect(named("localhost:5000/nginx:1.27", kyverno("docker.io/*"))).toBe(false);
  expect(named("registry-example.com/web:1", kyverno("registry.example.com/*"))).toBe(false);
});

test("policies that verify no images say nothing about them", () => {
  const policy = one("ClusterPolicy", { rules: [{ name: "labels" }] });
  expect(told(workload(), { ...AROUND, signaturePolicies: [policy] })).toEqual([]);
});

test("Trivy's report on another Deployment, of a name that begins alike or has a dot, is not this one's", () => {
  const about = (name: string) => {
    const { metadata, ...rest } = report(1);
    const labels = { ...metadata.labels, "trivy-operator.resource.name": name };
    return { ...rest, metadata: { ...metadata, labels } };
  };
  const dotted = workload();
  const vulnerable = (object: KubeObject, name: string) =>
    told(object, { ...AROUND, vulnerabilities: [about(name)] }).some(
      ({ practice }) => practice.id === "vulnerabilities",
    );
  expect(vulnerable(workload(), "web-admin-7d9f")).toBe(false);
  expect(vulnerable({ ...dotted, metadata: { ...dotted.metadata, name: "w.b" } }, "web-7d9f")).toBe(false);
});

test("a flag or two, and settings that come from elsewhere, are no configuration written down", () => {
  const valueFrom = { configMapKeyRef: { name: "web", key: "x" } };
  const env = [...settings("LEVEL", "MODE"), { name: "REGION", valueFrom }, { name: "ZONE", valueFrom }];
  expect(told(workload({ env }))).toEqual([]);
});
