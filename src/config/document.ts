/** The configuration file from its text: YAML, its shape, and names that must be known elsewhere in it. */
import { loadAll, YAMLException } from "js-yaml";
import { z } from "zod";
import { nearest } from "../core/nearest.ts";
import { type ConfigFile, file } from "./file.ts";
import { type Checked, check } from "./problems.ts";

/** @param name in front of each problem: the file's path */
export function parseConfigFile(text: string, name: string): Checked<ConfigFile> {
  let documents: readonly unknown[];
  try {
    documents = loadAll(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = error.mark ? ` line ${error.mark.line + 1}:` : "";
    return { problems: [`${name}:${line} ${error.reason}.`] };
  }
  if (documents.length > 1) return { problems: [`${name}: write one YAML document, without --- between parts.`] };
  const document = documents[0] ?? {};
  const checked = check(file, document, name);
  const problems = [...("problems" in checked ? checked.problems : []), ...clusterProblems(document, name)];
  return problems.length > 0 ? { problems } : checked;
}

/** As much of the file as names clusters, however wrong the rest of it is: all problems are reported at once. */
const naming = z.object({
  clusters: z.record(z.string(), z.unknown()).catch({}),
  defaultCluster: z.string().optional().catch(undefined),
  channels: z.record(z.string(), z.object({ cluster: z.string().optional().catch(undefined) }).catch({})).catch({}),
  policy: z.array(z.object({ clusters: z.array(z.string()).catch([]) }).catch({ clusters: [] })).catch([]),
});

function clusterProblems(document: unknown, name: string): readonly string[] {
  const { data } = naming.safeParse(document);
  if (!data) return [];
  const served = Object.keys(data.clusters);
  if (served.length === 0) return []; // the kubeconfig's own, unknown here
  const named = [
    ...(data.defaultCluster === undefined ? [] : [["defaultCluster", data.defaultCluster] as const]),
    ...Object.entries(data.channels).flatMap(([id, { cluster }]) =>
      cluster ? [[`channels.${id}.cluster`, cluster] as const] : [],
    ),
    ...data.policy.flatMap(({ clusters }, i) =>
      clusters.map((cluster, j) => [`policy[${i}].clusters[${j}]`, cluster] as const),
    ),
  ];
  const problems = named
    .filter(([, cluster]) => cluster !== "*" && !served.includes(cluster))
    .map(([place, cluster]) => {
      const near = nearest(cluster, served)[0] ?? served.join(" or ");
      return `${name}: ${place}: ${cluster} is not among the clusters; write ${near}, or add it there.`;
    });
  if (served.length > 1 && data.defaultCluster === undefined) {
    problems.push(
      `${name}: defaultCluster: it is missing; say which of ${served.join(", ")} is meant when nobody names one.`,
    );
  }
  return problems;
}
