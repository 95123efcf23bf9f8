/** Names to choose from while a form is being filled in, as the person who fills it in may see them. */
import type { Clusters } from "./cluster.ts";
import type { Command } from "./command.ts";
import type { Person, Scope } from "./context.ts";
import { workloadNames } from "./workloads-named.ts";

/** What is typed most; discovery knows hundreds, and nobody scrolls through those on a phone. */
const KINDS = [
  "pods",
  "deployments",
  "statefulsets",
  "daemonsets",
  "services",
  "ingresses",
  "jobs",
  "cronjobs",
  "configmaps",
  "horizontalpodautoscalers",
  "persistentvolumeclaims",
  "nodes",
  "namespaces",
  "events",
  "replicasets",
] as const;

/** Slack shows a hundred at most; more are fetched because what was typed narrows them down. */
const LIMIT = 500;

export function createSuggest({
  clusters,
  commands,
}: {
  readonly clusters: Clusters;
  readonly commands: readonly Command[];
}) {
  /** @returns names that begin with what was typed, then those that contain it */
  return async (kind: string, typed: string, person: Person, scope: Scope): Promise<readonly string[]> => {
    const wanted = typed.toLowerCase();
    const names = await all(kind, person, scope);
    const starting = names.filter((name) => name.startsWith(wanted) || name.includes(`/${wanted}`));
    return [...starting, ...names.filter((name) => !starting.includes(name) && name.includes(wanted))].slice(0, 100);
  };

  async function all(kind: string, person: Person, scope: Scope): Promise<readonly string[]> {
    const name = scope.cluster ?? clusters.default;
    const namespace = scope.namespace ?? clusters.namespace(name);
    const cluster = clusters.connect(name, person.kubernetes);
    const names = async (word: string, where: string | undefined) =>
      cluster.names(await cluster.kind(word), where, LIMIT);
    switch (kind) {
      case "cluster":
        return clusters.names;
      case "command":
        return commands.filter((command) => command.listed).map((command) => command.name);
      case "kind":
        return KINDS;
      case "namespace":
        return names("namespaces", undefined);
      case "pod":
        return names("pods", namespace);
      case "workload":
        return workloadNames(cluster, namespace);
      default:
        return [];
    }
  }
}
