import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Go, installed } from "./go-install.ts";

/** Every program of the control plane, and the package that `go install` makes it from. */
const PACKAGES = {
  etcd: "go.etcd.io/etcd/server/v3",
  "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver",
  "kube-controller-manager": "k8s.io/kubernetes/cmd/kube-controller-manager",
  "kube-scheduler": "k8s.io/kubernetes/cmd/kube-scheduler",
  kubectl: "k8s.io/kubernetes/cmd/kubectl",
  kwok: "sigs.k8s.io/kwok/cmd/kwok",
} as const;

export type Program = keyof typeof PACKAGES;

export interface Tools {
  /** The path of each program. */
  readonly programs: Readonly<Record<Program, string>>;
  /** KWOK's own stages: what its simulated kubelets do with nodes and pods. */
  readonly stages: string;
  /** What its simulated kubelets measure, which they are told by annotations of the pods. */
  readonly metrics: string;
  /** The custom resource by which KWOK learns what a pod has logged. */
  readonly logsDefinition: string;
}

const KWOK_STAGES = [
  "node/fast/node-initialize",
  "node/heartbeat/node-heartbeat",
  "pod/general/pod-create",
  "pod/general/pod-init-container-running",
  "pod/general/pod-init-container-completed",
  "pod/general/pod-ready",
  "pod/general/pod-complete",
  "pod/general/pod-delete",
];
const KWOK_METRICS = ["resource/metrics-resource", "usage/usage-from-annotation"];

/**
 * The programs of a control plane. Programs in `KUBEBUILDER_ASSETS` (as envtest users have them) are taken from there,
 * the others are built from the Go modules that go.mod pins: minutes the first time, nothing afterwards.
 *
 * @throws when Go is missing or a build fails
 */
export async function buildTools(): Promise<Tools> {
  const given = process.env["KUBEBUILDER_ASSETS"];
  const names = Object.keys(PACKAGES) as Program[];
  const missing = names.filter((name) => given === undefined || !existsSync(join(given, name)));
  const built = await installed({
    module: "control-plane",
    packages: missing.map((name) => PACKAGES[name]),
    link: versionOfKubernetes,
    more: { key: [...KWOK_STAGES, ...KWOK_METRICS].join(), add: (folder, go) => finish(missing, folder, go) },
  });
  const from = (name: Program): string => join(given !== undefined && !missing.includes(name) ? given : built, name);
  return {
    programs: Object.fromEntries(names.map((name) => [name, from(name)])) as Record<Program, string>,
    stages: join(built, "stages.yaml"),
    metrics: join(built, "metrics.yaml"),
    logsDefinition: join(built, "logs-definition.yaml"),
  };
}

/** Kubernetes learns its version from the linker; without it the server calls itself v0.0.0-master. */
async function versionOfKubernetes(go: Go): Promise<readonly string[]> {
  const version = await go(["list", "-m", "-f", "{{.Version}}", "k8s.io/kubernetes"]);
  const [major, minor] = version.slice(1).split(".");
  const variables = Object.entries({ gitVersion: version, gitMajor: major, gitMinor: minor });
  return variables.map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
}

async function finish(names: readonly Program[], folder: string, go: Go): Promise<void> {
  // `go install` names a program after the last part of its package.
  if (names.includes("etcd")) await rename(join(folder, "server"), join(folder, "etcd"));
  const kwok = await go(["list", "-m", "-f", "{{.Dir}}", "sigs.k8s.io/kwok"]);
  const text = (file: string): Promise<string> => readFile(join(kwok, "kustomize", file), "utf8");
  const stages = await Promise.all(KWOK_STAGES.map((stage) => text(`stage/${stage}.yaml`)));
  await writeFile(join(folder, "stages.yaml"), stages.join("---\n"));
  const metrics = await Promise.all(KWOK_METRICS.map((metric) => text(`metrics/${metric}.yaml`)));
  await writeFile(join(folder, "metrics.yaml"), metrics.join("---\n"));
  await writeFile(join(folder, "logs-definition.yaml"), await text("crd/bases/kwok.x-k8s.io_logs.yaml"));
}

/** @returns the path of metrics-server */
export async function buildMetricsServer(): Promise<string> {
  const packages = ["sigs.k8s.io/metrics-server/cmd/metrics-server"];
  return join(await installed({ module: "metrics-server", packages }), "metrics-server");
}

export interface PrometheusTools {
  readonly prometheus: string;
  readonly promtool: string;
}

export async function buildPrometheus(): Promise<PrometheusTools> {
  const folder = await installed({
    module: "prometheus",
    packages: ["prometheus", "promtool"].map((name) => `github.com/prometheus/prometheus/cmd/${name}`),
    // A module that one way of finding targets needs is not to be had everywhere, and all but two are of no use here.
    flags: ["-tags", "remove_all_sd,enable_static_sd,enable_file_sd"],
  });
  return { prometheus: join(folder, "prometheus"), promtool: join(folder, "promtool") };
}
