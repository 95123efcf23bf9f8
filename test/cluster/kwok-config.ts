import { readdir, readFile } from "node:fs/promises";
import { dump, loadAll } from "js-yaml";
import { faultLabel } from "../../src/playground/cluster/controllers/kubelet/faults.ts";

interface Stage {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly selector: { readonly matchExpressions: object[] };
    delay?: { durationMilliseconds: number; jitterDurationMilliseconds?: number; jitterDurationFrom?: object };
    readonly next: { statusTemplate?: string };
  };
}

const ours = new URL("./stages/", import.meta.url);

/**
 * @param stockStages the stages that KWOK ships with, as one YAML text
 * @param metrics what its kubelets measure, as another; nothing if left out
 * @returns what KWOK is configured with, as one YAML text
 */
export async function kwokConfig(stockStages: string, metrics = ""): Promise<string> {
  const stock = (loadAll(stockStages) as Stage[]).map(adapted).map((stage) => dump(stage));
  const files = (await readdir(ours)).filter((name) => name.endsWith(".yaml"));
  const faults = await Promise.all(files.map((name) => readFile(new URL(name, ours), "utf8")));
  return [...stock, ...faults, dump(DEFAULT_LOGS), ...(metrics === "" ? [] : [metrics])].join("---\n");
}

/** Makes a pod ready in one step; see stages/at-once.yaml. */
export const AT_ONCE = { "kubemate.dev/start": "at-once" };

/** Pods for which a stock stage is not meant, because one of ours takes its place. */
const NOT_FOR: Readonly<Record<string, string>> = {
  "pod-create": '.metadata.annotations["kubemate.dev/start"]',
  "pod-ready": `.metadata.labels["${faultLabel}"]`,
  "pod-complete": `.metadata.labels["${faultLabel}"]`,
};

function adapted(stage: Stage): Stage {
  const { name } = stage.metadata;
  const { delay, next, selector } = stage.spec;
  // Stock stages wait at random, for up to five seconds, and for up to the grace period before a pod is gone: too slow
  // for a test, and different every time. A delay that a pod's annotations ask for still counts.
  if (delay !== undefined && name !== "node-heartbeat") {
    delay.durationMilliseconds = 500;
    delete delay.jitterDurationMilliseconds;
    delete delay.jitterDurationFrom;
  }
  // Our nodes bring theirs, and the template forgets the quotes: a machine id of digits turns into a number.
  if (name === "node-initialize")
    next.statusTemplate = next.statusTemplate?.replace(/nodeInfo:[^]*(?=phase:)/, "") ?? "";
  const key = NOT_FOR[name];
  if (key !== undefined) selector.matchExpressions.push({ key, operator: "DoesNotExist" });
  return stage;
}

/** What every container has logged for which no stage names another file. Paths start at the control plane's directory. */
const DEFAULT_LOGS = {
  apiVersion: "kwok.x-k8s.io/v1alpha1",
  kind: "ClusterLogs",
  metadata: { name: "default" },
  spec: { logs: [{ logsFile: "logs/default.log", follow: true }] },
};
