/** What an installation consists of, as far as that shows without a cluster. */
import { readdirSync, readFileSync } from "node:fs";
import { loadAll } from "js-yaml";
import { expect, test } from "vitest";
import { loadSettings } from "../../src/config/index.ts";
import { exampleConfig } from "../../src/generated.ts";

const FOLDER = new URL("../../manifests/kubernetes/", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, FOLDER), "utf8");

// biome-ignore lint: Kubernetes objects of many kinds, looked into only here.
type Manifest = any;
const objects: Manifest[] = readdirSync(new URL("base/", FOLDER)).flatMap(
  (file) => loadAll(read(`base/${file}`)) as Manifest[],
);
const of = (kind: string): Manifest => objects.find((object) => object.kind === kind);
const pod = of("Deployment").spec.template.spec;
const [container] = pod.containers;

test.each(["base", "legacy", "constrained"])("%s: the kustomization names every file there", (folder) => {
  const [kustomization] = loadAll(read(`${folder}/kustomization.yaml`)) as Manifest[];
  const files = readdirSync(new URL(`${folder}/`, FOLDER)).filter((file) => file !== "kustomization.yaml");
  expect(kustomization.resources.filter((name: string) => name !== "../base").sort()).toEqual(files.sort());
});

test("the example configuration loads, and confirms what changes", () => {
  const settings = loadSettings({ KUBEMATE_CONFIG: "k" }, () =>
    exampleConfig((path) => read(path.replace("manifests/kubernetes/", ""))),
  );
  expect(settings.policy.configured).toBe(true);
  expect(settings.policy.rules.some(({ effect, risks }) => effect === "allow" && risks.includes("destroy"))).toBe(
    false,
  );
});

test("the pod meets the restricted Pod Security Standard, and its root cannot be written", () => {
  expect(of("Namespace").metadata.labels["pod-security.kubernetes.io/enforce"]).toBe("restricted");
  expect(pod.securityContext).toMatchObject({
    runAsNonRoot: true,
    runAsUser: 65532,
    seccompProfile: { type: "RuntimeDefault" },
  });
  expect(container.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
});

test("Node's heap leaves room below the memory limit", () => {
  const heap = Number(
    /--max-old-space-size=(\d+)/.exec(container.env.find((one: Manifest) => one.name === "NODE_OPTIONS").value)?.[1],
  );
  expect(container.resources.limits.memory).toMatch(/^\d+Mi$/);
  expect(heap).toBeLessThanOrEqual(Number.parseInt(container.resources.limits.memory, 10) / 2);
});

test("the ledger and the configuration are where the environment says", () => {
  const value = (name: string): string => container.env.find((one: Manifest) => one.name === name).value;
  const mounts = container.volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath);
  for (const name of ["KUBEMATE_CONFIG", "KUBEMATE_DATA"]) {
    expect(mounts).toContain(value(name).slice(0, value(name).lastIndexOf("/")));
  }
  expect(of("ConfigMap").data).toHaveProperty([value("KUBEMATE_CONFIG").split("/").at(-1) ?? ""]);
});

test("two pods never have the ledger at once", () => {
  expect(of("Deployment").spec).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
});

test("the ports are the ones that the program listens on", () => {
  const settings = loadSettings({}, () => "");
  expect(container.ports).toEqual([
    { name: "slack", containerPort: 3000 },
    { name: "metrics", containerPort: settings.metricsPort },
  ]);
  expect(container.livenessProbe.httpGet).toEqual({ path: "/healthz", port: "metrics" });
  expect(container.readinessProbe.httpGet).toEqual({ path: "/readyz", port: "metrics" });
});

test("secrets come from a Secret that is not in this folder", () => {
  expect(container.envFrom).toEqual([{ secretRef: { name: "kubemate" } }]);
  expect(of("Secret")).toBeUndefined();
  expect(JSON.stringify(objects)).not.toMatch(/xox[a-z]-|xapp-/);
});
