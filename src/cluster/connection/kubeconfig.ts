/** Kubeconfig files, read by @kubernetes/client-node, in the two respects where it differs from kubectl. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { KubeConfig } from "@kubernetes/client-node";

/**
 * @param files none: the service account of the pod we run in
 * @returns reads them as they stand now
 */
export async function configReader(files: readonly string[]): Promise<() => KubeConfig> {
  // Here and not at the top: it takes half a second and 90 MB, and Slack can be connected meanwhile.
  const { KubeConfig, loadYaml } = await import("@kubernetes/client-node");
  const load = (file: string): KubeConfig => {
    const config = new KubeConfig();
    const content = loadYaml<Content>(readFileSync(file, "utf8"));
    config.loadFromString(JSON.stringify(withTokenFiles(content, dirname(file))));
    config.makePathsAbsolute(dirname(file));
    return config;
  };
  return () => {
    const [config = new KubeConfig(), ...more] = files.map(load);
    if (files.length === 0) config.loadFromCluster();
    for (const next of more) merge(config, next);
    return config;
  };
}

interface Content {
  readonly users?: readonly { readonly name: string; readonly user?: Readonly<Record<string, unknown>> }[];
}

/** client-node does not know `tokenFile`, which kubectl reads again and again; it has a plugin that does the same. */
function withTokenFiles(content: Content, folder: string): Content {
  const users = content.users?.map((entry) => {
    const { tokenFile, token: _, ...user } = entry.user ?? {};
    if (typeof tokenFile !== "string") return entry;
    const config = { tokenFile: resolve(folder, tokenFile) };
    return { ...entry, user: { ...user, "auth-provider": { name: "tokenFile", config } } };
  });
  return { ...content, ...(users && { users }) };
}

/** Of several files the first to name something wins. (client-node's own merging throws instead.) */
function merge(config: KubeConfig, next: KubeConfig): void {
  const unnamed = <T extends { readonly name: string }>(known: readonly T[], more: readonly T[]): T[] =>
    more.filter(({ name }) => !known.some((one) => one.name === name));
  config.clusters.push(...unnamed(config.clusters, next.clusters));
  config.users.push(...unnamed(config.users, next.users));
  config.contexts.push(...unnamed(config.contexts, next.contexts));
  config.currentContext ||= next.currentContext;
}
