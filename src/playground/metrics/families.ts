/** The names that everybody's dashboards know: cAdvisor's, kube-state-metrics', and of HTTP servers. */
import type { KubeObject, Store } from "../cluster/controllers/controller.ts";
import { quantity } from "../cluster/controllers/objects/quantity.ts";
import type { UsageOf } from "../cluster/controllers/usage.ts";
import { BUCKETS, type Meters } from "./meters.ts";
import type { Family, Sample } from "./text.ts";

interface Source {
  readonly store: Pick<Store, "list">;
  readonly usage: UsageOf;
  readonly meters: Meters;
}

interface Container {
  readonly name: string;
  readonly image?: string;
  readonly resources?: Readonly<Record<"requests" | "limits", Readonly<Record<string, string>> | undefined>>;
}

export function families(source: Source): readonly Family[] {
  const pods = source.store.list("Pod");
  const running = pods.filter(({ status }) => status?.phase === "Running");
  return [...cadvisor(running, source), ...states(pods, source), ...requests(running, source)];
}

const containersOf = (pod: KubeObject): readonly Container[] => pod.spec.containers;
const inNamespace = ({ metadata }: KubeObject) => ({ namespace: metadata.namespace ?? "", pod: metadata.name });

function cadvisor(running: readonly KubeObject[], { usage, meters }: Source): readonly Family[] {
  const each = (value: (pod: KubeObject, container: Container, count: number) => number | undefined): Sample[] =>
    running.flatMap((pod) => {
      const containers = containersOf(pod);
      return containers.flatMap((container) => {
        const found = value(pod, container, containers.length);
        if (found === undefined) return [];
        const labels = { ...inNamespace(pod), container: container.name, node: pod.spec.nodeName };
        return [{ labels: { ...labels, image: container.image ?? "" }, value: found }];
      });
    });
  return [
    {
      ...{ name: "container_cpu_usage_seconds_total", type: "counter", help: "Cumulative cpu time consumed" },
      samples: each((pod, _, count) => meters.of(pod).cpuSeconds / count),
    },
    {
      ...{ name: "container_memory_working_set_bytes", type: "gauge", help: "Current working set" },
      samples: each((pod, _, count) => usage(pod).memory / count),
    },
    {
      ...{ name: "container_spec_memory_limit_bytes", type: "gauge", help: "Memory limit for the container" },
      samples: each((_, { resources }) => limit(resources?.limits?.["memory"])),
    },
  ];
}

const limit = (text: string | undefined): number | undefined => (text === undefined ? undefined : quantity(text));

function states(pods: readonly KubeObject[], { store }: Source): readonly Family[] {
  const resources = (which: "requests" | "limits"): Sample[] =>
    pods.flatMap((pod) =>
      containersOf(pod).flatMap(({ name, resources: given }) =>
        Object.entries(given?.[which] ?? {}).map(([resource, amount]) => ({
          labels: { ...inNamespace(pod), container: name, resource, unit: resource === "cpu" ? "core" : "byte" },
          value: quantity(amount),
        })),
      ),
    );
  const gauge = (name: string, help: string, samples: readonly Sample[]): Family => ({
    ...{ name, help, type: "gauge" as const, samples },
  });
  const deployments = store.list("Deployment");
  const replicas = (field: string): Sample[] =>
    deployments.map(({ metadata, status }) => ({
      labels: { namespace: metadata.namespace ?? "", deployment: metadata.name },
      value: status?.[field] ?? 0,
    }));
  return [
    gauge(
      "kube_pod_info",
      "Information about pod",
      pods.map((pod) => {
        const [owner] = pod.metadata.ownerReferences ?? [];
        const by = { created_by_kind: owner?.kind ?? "<none>", created_by_name: owner?.name ?? "<none>" };
        return { labels: { ...inNamespace(pod), node: pod.spec.nodeName ?? "", ...by }, value: 1 };
      }),
    ),
    gauge("kube_pod_container_resource_requests", "The number of requested resource", resources("requests")),
    gauge("kube_pod_container_resource_limits", "The number of requested limit resource", resources("limits")),
    {
      ...{
        name: "kube_pod_container_status_restarts_total",
        type: "counter",
        help: "The number of container restarts",
      },
      samples: pods.flatMap((pod) =>
        (pod.status?.containerStatuses ?? []).map((one: { name: string; restartCount: number }) => ({
          labels: { ...inNamespace(pod), container: one.name },
          value: one.restartCount,
        })),
      ),
    },
    gauge("kube_deployment_status_replicas", "The number of replicas per deployment", replicas("replicas")),
    gauge(
      "kube_deployment_status_replicas_available",
      "The number of available replicas per deployment",
      replicas("availableReplicas"),
    ),
    gauge(
      "kube_deployment_spec_replicas",
      "Number of desired pods for a deployment",
      deployments.map(({ metadata, spec }) => ({
        labels: { namespace: metadata.namespace ?? "", deployment: metadata.name },
        value: spec.replicas ?? 1,
      })),
    ),
  ];
}

function requests(running: readonly KubeObject[], { meters }: Source): readonly Family[] {
  const metered = running.map((pod) => ({ pod, meter: meters.of(pod) }));
  const serving = metered.filter(({ meter }) => meter.requests["200"] >= 1);
  return [
    {
      ...{ name: "http_requests_total", type: "counter", help: "Requests that were answered" },
      samples: serving.flatMap(({ pod, meter }) =>
        Object.entries(meter.requests).map(([code, value]) => ({
          labels: { ...inNamespace(pod), code },
          value: Math.floor(value),
        })),
      ),
    },
    {
      ...{ name: "http_request_duration_seconds", type: "histogram", help: "How long answers took" },
      samples: serving.flatMap(({ pod, meter }) => {
        const labels = inNamespace(pod);
        const count = Math.floor(meter.requests["200"]) + Math.floor(meter.requests["500"]);
        return [
          ...BUCKETS.map((le, i) => ({
            labels: { ...labels, le: String(le) },
            value: Math.min(count, Math.floor(meter.within[i] ?? 0)),
            suffix: "_bucket",
          })),
          { labels: { ...labels, le: "+Inf" }, value: count, suffix: "_bucket" },
          { labels, value: meter.seconds, suffix: "_sum" },
          { labels, value: count, suffix: "_count" },
        ];
      }),
    },
  ];
}
