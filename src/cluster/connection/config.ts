/** Which clusters there are: the contexts of the kubeconfig, or the cluster that the bot itself runs in. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import type { KubeConfig } from "@kubernetes/client-node";
import type { Clock } from "./clock.ts";
import { createCredentials, type Credentials } from "./credentials.ts";
import { configReader } from "./kubeconfig.ts";

export interface Sources {
  /** A file, or several as in KUBECONFIG. Default: ~/.kube/config, where it exists. */
  readonly kubeconfig?: string | undefined;
  /** True: only the cluster we run in. Default: when there is no kubeconfig and the service account is there. */
  readonly inCluster?: boolean | undefined;
  /** What people call each cluster, and its context; the first is the default. Default: all contexts, the current one first. */
  readonly serve?: readonly { readonly name: string; readonly context: string }[] | undefined;
}

export interface Served {
  readonly name: string;
  readonly origin: string;
  /** The path in the server's address, "" for most. */
  readonly prefix: string;
  readonly proxy: string | undefined;
  readonly namespace: string;
  readonly credentials: Credentials;
}

/** What the only cluster is called when no kubeconfig names it. */
const HERE = "in-cluster";
const TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";

/** @throws Error that says what is wrong with the configuration, for whoever starts the bot */
export async function loadClusters(sources: Sources, clock: Clock): Promise<readonly Served[]> {
  const files = kubeconfigFiles(sources);
  const read = await configReader(files);
  const config = read();
  if (files.length === 0) return [served(HERE, config.getCurrentContext(), read, clock)];

  const known = config.getContexts().map(({ name }) => name);
  const missing = (sources.serve ?? []).map(({ context }) => context).filter((context) => !known.includes(context));
  if (missing.length > 0) {
    throw new Error(`${files.join(", ")} has no context ${missing.join(", ")}. It has: ${known.join(", ") || "none"}.`);
  }
  const current = config.getCurrentContext();
  const currentFirst = known.toSorted((a, b) => Number(b === current) - Number(a === current));
  const serve = sources.serve ?? currentFirst.map((context) => ({ name: context, context }));
  if (serve.length === 0) throw new Error(`${files.join(", ")} names no context, so there is no cluster to serve.`);
  return serve.map(({ name, context }) => served(name, context, read, clock));
}

function kubeconfigFiles({ kubeconfig, inCluster }: Sources): readonly string[] {
  if (inCluster) return [];
  if (kubeconfig) return kubeconfig.split(delimiter).filter((file) => file !== "");
  const usual = join(homedir(), ".kube", "config");
  if (existsSync(usual)) return [usual];
  if (existsSync(TOKEN)) return [];
  throw new Error("No cluster is configured. Set KUBECONFIG to a kubeconfig file, or run inside a cluster.");
}

function served(name: string, context: string, read: () => KubeConfig, clock: Clock): Served {
  const choose = (): KubeConfig => {
    const config = read();
    config.setCurrentContext(context);
    return config;
  };
  const config = choose();
  const cluster = config.getCurrentCluster();
  if (!cluster) throw new Error(`The context ${context} names a cluster that the kubeconfig does not have.`);
  const server = URL.parse(cluster.server);
  if (!server) throw new Error(`The server of the context ${context} is no address: ${cluster.server}`);
  return {
    name,
    origin: server.origin,
    prefix: server.pathname.replace(/\/$/, ""),
    proxy: cluster.proxyUrl,
    namespace: config.getContextObject(context)?.namespace ?? "default",
    credentials: createCredentials(choose, clock),
  };
}
