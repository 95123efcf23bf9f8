/** The article's practices, in the order of their sections, and how a workload does. */
import type { KubeObject } from "../object.ts";
import { autoscaler, budget, keepsAllPods, severalPods } from "./availability.ts";
import {
  configuration,
  escalation,
  fixedImage,
  literals,
  memoryLimit,
  nonRoot,
  privileged,
  readinessProbe,
  requests,
} from "./containers.ts";
import type { Finding, Practice, Surroundings } from "./practice.ts";
import { signedImage } from "./signatures.ts";
import { networkPolicy, podSecurity, quota, runtime, vulnerabilities } from "./surroundings.ts";

export type { Finding, Practice, Risk, Surroundings } from "./practice.ts";

export const PRACTICES: readonly Practice[] = [
  ...[severalPods, autoscaler, literals, configuration],
  ...[fixedImage, vulnerabilities],
  ...[memoryLimit, requests, keepsAllPods, readinessProbe, budget, quota],
  runtime,
  ...[privileged, nonRoot, escalation, podSecurity, networkPolicy, signedImage],
];

/** What can be told of a workload, or of what its namespace shares: the highest risk first, what is followed last. */
export const findings = (
  workload: KubeObject,
  around: Surroundings,
  about: "workload" | "namespace" = "workload",
): readonly Finding[] =>
  PRACTICES.filter((practice) => (practice.about === "namespace") === (about === "namespace"))
    .flatMap((practice) => {
      const problem = practice.look(workload, around);
      return problem === undefined ? [] : [{ practice, problem }];
    })
    .toSorted((a, b) => Number(a.problem === "") - Number(b.problem === "") || b.practice.risk - a.practice.risk);

/** 0 to 100: the share of what applies that is followed, where a high risk weighs three times a low one. */
export function score(all: readonly Finding[]): number {
  const weight = (some: readonly Finding[]) => some.reduce((sum, { practice }) => sum + practice.risk, 0);
  const total = weight(all);
  return total === 0 ? 100 : Math.round((weight(all.filter(({ problem }) => problem === "")) / total) * 100);
}
