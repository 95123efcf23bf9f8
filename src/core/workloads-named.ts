/** The workloads that a sentence names: who asks "is checkout ok?" wants to see it, and not to read about it. */
import { short } from "../kubernetes/object.ts";
import type { Cluster } from "./cluster.ts";
import { ROLLING } from "./command.ts";
import type { Context } from "./context.ts";
import { Failure } from "./failure.ts";
import { within } from "./within.ts";

/** Milliseconds that an answer waits for this. */
const PATIENCE = 1500;
/** Names of each kind that are read. */
const LIMIT = 500;

/** @returns "deploy/checkout", in the order of the sentence; none where the cluster cannot be asked */
export async function workloadsNamed(ctx: Context, sentence: string, namespace: string): Promise<readonly string[]> {
  const words = sentence.toLowerCase().match(/[a-z0-9][a-z0-9.-]*[a-z0-9]/g) ?? [];
  try {
    const known = await within(PATIENCE, workloadNames(ctx.cluster, namespace), []);
    return [...new Set(words)].flatMap((word) => known.filter((name) => name.endsWith(`/${word}`)));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return []; // it is an offer, and what was asked is answered without it
  }
}

/** "deploy/web", of all the kinds that have a rollout. */
export async function workloadNames(cluster: Cluster, namespace: string): Promise<readonly string[]> {
  const lists = ROLLING.map(async (word) => {
    const kind = await cluster.kind(word);
    const names = await cluster.names(kind, namespace, LIMIT);
    return names.map((name) => short({ kind: kind.kind, metadata: { name } }));
  });
  return (await Promise.all(lists)).flat();
}
