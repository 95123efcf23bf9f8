import type { ApiRequest } from "../api.ts";
import type { KubeObject } from "../controllers/controller.ts";
import { readObject } from "../http/body.ts";
import type { Kind } from "../kinds/kind.ts";
import { invalid, preconditionFailed } from "../status.ts";
import { unsupported } from "../validation/problem.ts";
import { FOREGROUND, ORPHAN } from "../storage/garbage-collector.ts";

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: "Background" | "Foreground" | "Orphan";
  readonly orphanDependents?: boolean;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly dryRun?: readonly string[];
}

const POLICIES: readonly string[] = ["Foreground", "Background", "Orphan"];

/** From the body, or from the query where there is none. */
export async function deleteOptions({ message, route: { query } }: ApiRequest): Promise<DeleteOptions> {
  const given = (await readObject(message)) as DeleteOptions | undefined;
  const grace = query.get("gracePeriodSeconds");
  const policy = query.get("propagationPolicy");
  const dryRun = query.getAll("dryRun");
  const options: DeleteOptions = {
    ...(grace && { gracePeriodSeconds: Number(grace) }),
    ...(policy && { propagationPolicy: policy as "Background" }),
    ...(dryRun.length > 0 && { dryRun }),
    ...given,
  };
  const { propagationPolicy } = options;
  if (propagationPolicy !== undefined && !POLICIES.includes(propagationPolicy)) {
    const problem = unsupported("propagationPolicy", propagationPolicy, [...POLICIES, "nil"]);
    throw invalid({ group: "meta.k8s.io", kind: "DeleteOptions" }, "", [problem]);
  }
  return options;
}

/** @throws Conflict when the object is not the one, or not as it was, that the client saw */
export function checkDeletion(kind: Kind, { metadata }: KubeObject, { preconditions = {} }: DeleteOptions): void {
  const differs = (what: string, wanted: string, found: string, why: string) =>
    preconditionFailed(
      kind,
      metadata.name,
      `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${found}). The object might have been ${why}`,
    );
  const { uid, resourceVersion } = preconditions;
  if (uid && uid !== metadata.uid) throw differs("UID", uid, metadata.uid, "deleted and then recreated");
  if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
    throw differs("ResourceVersion", resourceVersion, metadata.resourceVersion, "modified");
  }
}

/** What keeps the object until its dependents are gone, or let go. */
export function finalizerFor(
  { kind }: KubeObject,
  { propagationPolicy, orphanDependents }: DeleteOptions,
): string | undefined {
  if (propagationPolicy === "Foreground") return FOREGROUND;
  if (propagationPolicy === "Orphan" || orphanDependents) return ORPHAN;
  // Jobs kept their pods before deletions cascaded, and still do for clients that do not say what they want.
  return kind === "Job" && !propagationPolicy && orphanDependents === undefined ? ORPHAN : undefined;
}
