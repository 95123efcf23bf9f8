import { readdir, readFile } from "node:fs/promises";
import { dump, loadAll } from "js-yaml";

/** The label that makes a pod misbehave, and the ways in which it can. Each has its file in stages/. */
export const FAULT_LABEL = "kubemate.dev/fault";
export type Fault = "image-pull" | "crash-loop" | "out-of-memory" | "never-ready";

interface Stage {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly selector: { readonly matchExpressions: object[] };
    delay?: { durationMilliseconds: number; jitterDurationMilliseconds?: number };
  };
}

const ours = new URL("./stages/", import.meta.url);

/**
 * @param stockStages the stages that KWOK ships with, as one YAML text
 * @returns what KWOK is configured with, as one YAML text
 */
export async function kwokConfig(stockStages: string): Promise<string> {
  const stock = (loadAll(stockStages) as Stage[]).map(adapted).map((stage) => dump(stage));
  const files = (await readdir(ours)).filter((name) => name.endsWith(".yaml"));
  const faults = await Promise.all(files.map((name) => readFile(new URL(name, ours), "utf8")));
  return [...stock, ...faults, dump(DEFAULT_LOGS)].join("---\n");
}

/** Stages that would heal a faulty pod: its own stages take their place. */
const HEALTHY_ONLY = ["pod-ready", "pod-complete"];

/** Stock stages take one to five seconds each, at random: too slow for a test, and different every time. */
function adapted(stage: Stage): Stage {
  const { delay, selector } = stage.spec;
  if (delay !== undefined && stage.metadata.name !== "node-heartbeat" && stage.metadata.name !== "pod-delete") {
    delay.durationMilliseconds = 500;
    delete delay.jitterDurationMilliseconds;
  }
  if (HEALTHY_ONLY.includes(stage.metadata.name)) {
    selector.matchExpressions.push({ key: `.metadata.labels["${FAULT_LABEL}"]`, operator: "DoesNotExist" });
  }
  return stage;
}

/** What every container has logged for which no stage names another file. Paths start at the control plane's directory. */
const DEFAULT_LOGS = {
  apiVersion: "kwok.x-k8s.io/v1alpha1",
  kind: "ClusterLogs",
  metadata: { name: "default" },
  spec: { logs: [{ logsFile: "logs/default.log", follow: true }] },
};
