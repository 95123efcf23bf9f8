/** What the article advises, as questions to a workload. Pure: from objects that were read, findings come out. */
import type { KubeObject } from "../object.ts";

/** 3: an outage or a breach waits to happen. 2: it will hurt on a bad day. 1: good housekeeping. */
export type Risk = 1 | 2 | 3;

/** What a workload lives among. A list that could not be read is undefined: nothing is concluded from it then. */
export interface Surroundings {
  readonly namespace: KubeObject | undefined;
  readonly networkPolicies: readonly KubeObject[] | undefined;
  readonly budgets: readonly KubeObject[] | undefined;
  readonly autoscalers: readonly KubeObject[] | undefined;
  readonly quotas: readonly KubeObject[] | undefined;
  readonly nodes: readonly KubeObject[] | undefined;
  /** Of Trivy Operator, in a cluster that has it. */
  readonly vulnerabilities: readonly KubeObject[] | undefined;
  /** Of Sigstore's policy controller and of Kyverno, in a cluster that has one of them. */
  readonly signaturePolicies: readonly KubeObject[] | undefined;
}

export interface Practice {
  /** "readiness-probe" */
  readonly id: string;
  /** The section of the article that it comes from. */
  readonly section: string;
  readonly risk: Risk;
  /** What it is about: a workload's containers, the workload, or what all workloads of a namespace share. */
  readonly about: "containers" | "workload" | "namespace";
  /**
   * undefined: does not apply, or cannot be told. "": followed. Otherwise what is the matter, with the numbers that show
   * it; of containers a whole sentence, of anything else the end of one that begins with its name.
   */
  readonly look: (workload: KubeObject, around: Surroundings) => string | undefined;
}

export interface Finding {
  readonly practice: Practice;
  /** "" where the practice is followed. */
  readonly problem: string;
}

export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly readinessProbe?: object;
  readonly securityContext?: SecurityContext;
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>;
    readonly limits?: Readonly<Record<string, string>>;
  };
}

export interface SecurityContext {
  readonly privileged?: boolean;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly allowPrivilegeEscalation?: boolean;
}

export const podSpecOf = (workload: KubeObject) => workload.spec?.template?.spec ?? {};
export const containersOf = (workload: KubeObject): readonly Container[] => podSpecOf(workload).containers ?? [];
export const labelsOf = (workload: KubeObject): Readonly<Record<string, string>> =>
  workload.spec?.template?.metadata?.labels ?? {};

/** "app and envoy have no memory limit"; "" where none has the fault. */
export function of(containers: readonly Container[], one: string, several: string): string {
  const names = containers.map(({ name }) => name);
  if (names.length === 0) return "";
  const last = names.at(-1) ?? "";
  return names.length === 1 ? `${last} ${one}` : `${names.slice(0, -1).join(", ")} and ${last} ${several}`;
}
