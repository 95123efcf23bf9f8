import type { Answer, Api, ApiRequest } from "../api.ts";
import type { KubeObject } from "../controllers/controller.ts";
import { withCondition } from "../controllers/objects/conditions.ts";
import { isReady } from "../controllers/objects/pods.ts";
import { matches } from "../controllers/objects/selector.ts";
import { rfc3339 } from "../controllers/time.ts";
import { readObject } from "../http/body.ts";
import type { ResourceRoute } from "../http/route.ts";
import type { Kind } from "../kinds/kind.ts";
import { badRequest, notFound, StatusError, success } from "../status.ts";
import { copy } from "../storage/copy.ts";
import type { ObjectStore } from "../storage/store.ts";
import { deleteOne } from "../write/delete.ts";
import type { DeleteOptions } from "../write/delete-options.ts";

/** Deletes a pod unless a PodDisruptionBudget would be broken by that: what `kubectl drain` does. */
export async function evict(
  { store }: Api,
  request: ApiRequest,
  kind: Kind,
  { namespace, name }: ResourceRoute,
): Promise<Answer> {
  const eviction = (await readObject(request.message)) as KubeObject & {
    deleteOptions?: DeleteOptions;
  };
  if (eviction.metadata.name !== name) throw badRequest("name in URL does not match name in Eviction object");
  const pod = store.get(kind.key, namespace, name);
  if (!pod) throw notFound(kind, name);
  const dryRun = request.route.query.getAll("dryRun");
  const options: DeleteOptions = { ...eviction.deleteOptions, ...(dryRun.length > 0 && { dryRun }) };
  if (!isFree(pod)) spend(store, pod, Boolean(options.dryRun?.length));
  if (!options.dryRun?.length) markDisrupted(store, pod);
  deleteOne(store, kind, store.get(kind.key, namespace, name) ?? pod, options);
  return { code: 201, body: success(undefined, 201) };
}

/** A pod that does not serve is no disruption. */
const isFree = ({ metadata, status }: KubeObject): boolean =>
  metadata.deletionTimestamp !== undefined || ["Succeeded", "Failed", "Pending"].includes(status?.phase);

/** @throws TooManyRequests when the budget is used up */
function spend(store: ObjectStore, pod: KubeObject, dryRun: boolean): void {
  const budgets = store
    .list("PodDisruptionBudget", pod.metadata.namespace)
    .filter(({ spec }) => matches(spec.selector, pod.metadata.labels));
  const [budget] = budgets;
  if (!budget) return;
  if (budgets.length > 1) {
    throw new StatusError(
      500,
      "InternalError",
      "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.",
    );
  }
  const {
    observedGeneration = 0,
    disruptionsAllowed = 0,
    currentHealthy = 0,
    desiredHealthy = 0,
  } = budget.status ?? {};
  const { name, generation = 0 } = budget.metadata;
  const unhealthy = !isReady(pod);
  if (unhealthy && budget.spec.unhealthyPodEvictionPolicy === "AlwaysAllow") return;
  if (unhealthy && currentHealthy >= desiredHealthy && desiredHealthy > 0) return;
  if (observedGeneration < generation)
    throw refused(`The disruption budget ${name} is still being processed by the server.`, 10);
  if (disruptionsAllowed === 0) throw refused(whyNone(budget));
  if (dryRun) return;
  const disruptedPods = { ...budget.status.disruptedPods, [pod.metadata.name]: rfc3339(store.clock.now()) };
  const status = { ...budget.status, disruptionsAllowed: disruptionsAllowed - 1, disruptedPods };
  store.updateStatus({ ...copy(budget), status });
}

function whyNone({ metadata: { name }, status = {} }: KubeObject): string {
  const { currentHealthy = 0, desiredHealthy = 0 } = status;
  return currentHealthy <= desiredHealthy
    ? `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`
    : `The disruption budget ${name} does not allow evicting pods currently`;
}

const refused = (message: string, retryAfterSeconds?: number) =>
  new StatusError(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", {
    causes: [{ reason: "DisruptionBudget", message }],
    ...(retryAfterSeconds && { retryAfterSeconds }),
  });

function markDisrupted(store: ObjectStore, pod: KubeObject): void {
  const conditions = withCondition(pod.status?.conditions ?? [], {
    type: "DisruptionTarget",
    status: "True",
    reason: "EvictionByEvictionAPI",
    message: "Eviction API: evicting",
    lastTransitionTime: rfc3339(store.clock.now()),
  });
  store.updateStatus({ ...copy(pod), status: { ...pod.status, conditions } });
}
