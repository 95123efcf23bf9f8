/** Kubeconfig files, read by @kubernetes/client-node, in the two respects where it differs from kubectl. */
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { dirname, resolve } from "node:path";
import type { KubeConfig } from "@kubernetes/client-node";
import { load } from "js-yaml";

const GENERATED = "/gen/index.js";
const NOTHING = `data:text/javascript,${encodeURIComponent(
  `export const createConfiguration = () => { throw new Error("the generated client was left out"); };
   export class ServerConfiguration {}`,
)}`;

/**
 * The one part of client-node that we use, without the client that is generated from every kind's schema: that one takes
 * a third of a second and 45 MB, in a pod that has 256. The hook is gone again before anything else is loaded.
 */
async function readerAlone(): Promise<typeof KubeConfig> {
  const hook = registerHooks({
    resolve: (name, context, next) =>
      name.endsWith(GENERATED) && context.parentURL?.includes("/@kubernetes/client-node/dist/")
        ? { url: NOTHING, format: "module", shortCircuit: true }
        : next(name, context),
  });
  try {
    return (await import("@kubernetes/client-node/dist/config.js")).KubeConfig;
  } finally {
    hook.deregister();
  }
}

/**
 * @param files none: the service account of the pod we run in
 * @returns reads them as they stand now
 */
export async function configReader(files: readonly string[]): Promise<() => KubeConfig> {
  const KubeConfig = await readerAlone();
  const read = (file: string): KubeConfig => {
    const config = new KubeConfig();
    const content = load(readFileSync(file, "utf8")) as Content;
    config.loadFromString(JSON.stringify(withTokenFiles(content, dirname(file))));
    config.makePathsAbsolute(dirname(file));
    return config;
  };
  return () => {
    const [config = new KubeConfig(), ...more] = files.map(read);
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
