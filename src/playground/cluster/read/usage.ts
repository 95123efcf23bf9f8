import { type Answer, type Api, type ApiRequest, ok } from "../api.ts";
import type { KubeObject } from "../controllers/controller.ts";
import type { Usage, UsageOf } from "../controllers/usage.ts";
import { rfc3339 } from "../controllers/time.ts";
import type { ResourceRoute } from "../http/route.ts";
import type { Kind } from "../kinds/kind.ts";
import { notFound } from "../status.ts";
import { matcher } from "./list.ts";
import { showOne, showPage, viewOf } from "./represent.ts";

/** How long metrics-server averages. */
const WINDOW = "15s";

/** metrics.k8s.io: what pods use now, and what the pods of a node use together. */
export function usage(api: Api, request: ApiRequest, kind: Kind, route: ResourceRoute): Answer {
  const { store, usage: usageOf } = api;
  if (!usageOf) throw notFound(kind, route.name);
  const now = rfc3339(store.clock.now());
  const all = kind.key === "NodeMetrics" ? nodes(api, usageOf, now) : pods(api, usageOf, now, route.namespace);
  const view = viewOf(request, kind, store.clock.now());
  if (route.name && request.route.verb === "get") {
    const found = all.find(({ metadata }) => metadata.name === route.name);
    if (!found)
      throw isThere(api, kind, route) ? notFound(kind, route.name) : notFound({ ...kind, group: "" }, route.name);
    return ok(showOne(view, found));
  }
  const items = all.filter(matcher(request.route.query, kind));
  return ok(showPage(view, { items, resourceVersion: "" }));
}

/** A pod that is not measured is told from one that is not there: metrics-server names the group only of the former. */
const isThere = ({ store }: Api, { key }: Kind, { name, namespace }: ResourceRoute): boolean =>
  store.get(key === "NodeMetrics" ? "Node" : "Pod", namespace || undefined, name) !== undefined;

function pods({ store }: Api, usageOf: UsageOf, now: string, namespace: string): KubeObject[] {
  return running(store.list("Pod", namespace || undefined)).map((pod) => {
    const used = usageOf(pod);
    const containers: readonly { name: string }[] = pod.spec.containers;
    // Nobody has told how a pod's use is shared between its containers, so they share alike.
    const each = quantities({ cpu: used.cpu / containers.length, memory: used.memory / containers.length });
    return metrics("PodMetrics", pod, now, { containers: containers.map(({ name }) => ({ name, usage: each })) });
  });
}

function nodes({ store }: Api, usageOf: UsageOf, now: string): KubeObject[] {
  const all = running(store.list("Pod"));
  return store.list("Node").map((node) => {
    const used = all
      .filter(({ spec }) => spec.nodeName === node.metadata.name)
      .map(usageOf)
      .reduce((sum, one) => ({ cpu: sum.cpu + one.cpu, memory: sum.memory + one.memory }), OWN);
    return metrics("NodeMetrics", node, now, { usage: quantities(used) });
  });
}

/** What a node uses by itself: its kubelet and its container runtime. */
const OWN: Usage = { cpu: 0.08, memory: 400 * 2 ** 20 };

const running = (all: readonly KubeObject[]): KubeObject[] => all.filter(({ status }) => status?.phase === "Running");

function metrics(kind: string, { metadata }: KubeObject, timestamp: string, more: object): KubeObject {
  const { name, namespace, labels } = metadata;
  const described = { name, uid: "", resourceVersion: "", creationTimestamp: timestamp };
  return {
    apiVersion: "metrics.k8s.io/v1beta1",
    kind,
    metadata: { ...described, ...(namespace !== undefined && { namespace }), ...(labels && { labels }) },
    timestamp,
    window: WINDOW,
    ...more,
  };
}

const quantities = ({ cpu, memory }: Usage) => ({
  cpu: `${Math.round(cpu * 1e9)}n`,
  memory: `${Math.round(memory / 1024)}Ki`,
});
