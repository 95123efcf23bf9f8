/** An object by the words people use for it, with its kind, and the objects that belong to it. */
import type { Kind, KubeObject } from "../kubernetes/object.ts";
import { type Selector, selectorQuery } from "../kubernetes/selector.ts";
import type { Context } from "./context.ts";
import { Failure, failedWith } from "./failure.ts";
import { quoted } from "./quoted.ts";
import { say } from "./text.ts";

export interface Found {
  readonly object: KubeObject;
  readonly kind: Kind;
}

/** A workload: "web", "deploy/web". @param kinds which kinds to look among, for example ["Deployment", "StatefulSet"] */
export async function findWorkload(
  ctx: Context,
  { target, namespace }: { readonly target: string; readonly namespace: string },
  kinds?: readonly string[],
): Promise<Found> {
  const object = await ctx.cluster.workload(target, namespace, kinds);
  return { object, kind: await ctx.cluster.kind(object.kind) };
}

/** Any object: `deploy/web`, `ingress shop`, or the bare name of a workload. */
export async function findObject(
  ctx: Context,
  { what, name, namespace }: { readonly what: string; readonly name?: string | undefined; readonly namespace: string },
): Promise<Found> {
  const [word, wanted] = kindAndName(what, name);
  if (wanted === undefined) return findUnqualified(ctx, what, namespace);
  const kind = await ctx.cluster.kind(word);
  ctx.readable(kind);
  if (!kind.namespaced) ctx.authorise(undefined);
  return { kind, object: await ctx.cluster.get(kind, kind.namespaced ? namespace : undefined, wanted) };
}

/** "deploy/web" → its two halves. All that follows the first slash is the name: `deploy/web/x` must not mean deploy/web. */
export function kindAndName(text: string, name?: string): readonly [kind: string, name: string | undefined] {
  const slash = text.indexOf("/");
  if (slash < 0) return [text, name];
  if (name !== undefined)
    throw new Failure("refused", { because: say`${quoted(text)} is one object already: leave out ${quoted(name)}.` });
  return [text.slice(0, slash), text.slice(slash + 1)];
}

async function findUnqualified(ctx: Context, what: string, namespace: string): Promise<Found> {
  try {
    return await findWorkload(ctx, { target: what, namespace });
  } catch (error) {
    // So that the buttons that settle it fill in the argument of this command.
    throw failedWith(error, "ambiguous") ? new Failure("ambiguous", { ...error.facts, argument: "what" }) : error;
  }
}

/** The pods of a workload, by its selector; none for what runs none. */
export async function podsOf(ctx: Context, object: KubeObject): Promise<readonly KubeObject[]> {
  const labels = object.kind === "Pod" ? undefined : labelsOf(object.spec?.selector);
  if (labels === undefined || object.metadata.namespace === undefined) return [];
  return ctx.cluster.list(await ctx.cluster.kind("pods"), { namespace: object.metadata.namespace, labels });
}

/** Events about an object and what it owns: a Deployment's say little, its ReplicaSets' and pods' say why. */
export async function eventsOf(
  ctx: Context,
  object: KubeObject,
  pods: readonly KubeObject[],
): Promise<readonly KubeObject[]> {
  const { namespace, name } = object.metadata;
  const kind = await ctx.cluster.kind("events");
  const single = pods.length === 0 ? { fields: `involvedObject.name=${name}` } : {};
  const events = await ctx.cluster.list(kind, { namespace: namespace ?? "default", ...single });
  const names = new Set([name, ...pods.map((pod) => pod.metadata.name)]);
  const owners = new Set(pods.flatMap((pod) => pod.metadata.ownerReferences?.map((owner) => owner.uid) ?? []));
  return events.filter(({ involvedObject: about = {} }) => {
    if (about.kind === object.kind || about.kind === "Pod") return names.has(about.name);
    return (
      owners.has(about.uid) ||
      (object.kind === "Deployment" && about.kind === "ReplicaSet" && about.name.startsWith(`${name}-`))
    );
  });
}

/** Who owns it, up to the top: pod/web-1 ← rs/web-5d9 ← deploy/web */
export async function ownersOf(ctx: Context, object: KubeObject): Promise<readonly KubeObject[]> {
  const chain: KubeObject[] = [];
  let child = object;
  for (let depth = 0; depth < 5; depth++) {
    const owner = child.metadata.ownerReferences?.find((one) => one.controller);
    if (!owner) break;
    try {
      child = await ctx.cluster.get(await ctx.cluster.kind(owner.kind), child.metadata.namespace, owner.name);
    } catch (error) {
      // An owner of a kind that this person may not read, or that is gone by now: the chain ends with its name.
      if (!failedWith(error, "forbidden") && !failedWith(error, "not-found") && !failedWith(error, "unknown-kind"))
        throw error;
      chain.push({ apiVersion: owner.apiVersion, kind: owner.kind, metadata: { name: owner.name } });
      break;
    }
    chain.push(child);
  }
  return chain;
}

/** Nothing for a Service's plain map, and for what selects nothing. */
const labelsOf = (selector: Selector | undefined): string | undefined =>
  selector?.matchLabels || selector?.matchExpressions ? selectorQuery(selector) : undefined;
