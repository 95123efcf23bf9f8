/**
 * What can be asked about a workload's numbers, as PromQL: ready-made, so that nobody has to know it at night. Rates are
 * over five minutes, as everybody's dashboards have them, where nobody asks for another window. Pure.
 *
 * Who counts requests differs from cluster to cluster, so each measure of traffic is a list: the service itself, then
 * OpenTelemetry's names, then what stands in front of it. The first that Prometheus knows something of is the answer.
 */
import type { KubeObject } from "./object.ts";
import type { Unit } from "./units.ts";

export interface Measure {
  readonly title: string;
  readonly unit: Unit;
  /** Where the object says how much is asked for and allowed: the key of its resources. */
  readonly resource?: "cpu" | "memory";
  /** Named lines of one picture. One without a name where there is only one. */
  readonly lines: readonly Line[];
}

interface Line {
  readonly name: string;
  /** In the order in which they are tried. */
  readonly promql: (of: Selected) => readonly string[];
}

/** Label matchers, without braces. */
interface Selected {
  readonly pods: string;
  readonly namespace: string;
  readonly workload: string;
  /** Over how long rates are taken: "5m". */
  readonly window: string;
}

/** As its pods are called: web-7d9f8-x2x7p, db-0. Names were checked when they were looked up; dots are the only signs. */
export function selected({ kind, metadata: { name } }: KubeObject, namespace: string, window = "5m"): Selected {
  const tail = { Deployment: "-[a-z0-9]+-[a-z0-9]{5}", StatefulSet: "-[0-9]+", Pod: "" }[kind] ?? "-[a-z0-9]{5}";
  const pods = `namespace="${namespace}",pod=~"${name.replaceAll(".", "\\\\.")}${tail}"`;
  return { pods, namespace, workload: name, window };
}

/** How many pods it was told to run, over time, as kube-state-metrics counts them. Undefined for what is not scaled. */
export function scalings({ kind, metadata: { name, namespace } }: KubeObject): string | undefined {
  const metric = { Deployment: "kube_deployment_spec_replicas", StatefulSet: "kube_statefulset_replicas" }[kind];
  return metric && `max(${metric}{namespace="${namespace}",${kind.toLowerCase()}="${name}"})`;
}

/** What each pod uses now, of one namespace or of all: the numbers that `kubectl top` shows. */
export const USAGE = {
  cpu: (namespace: string): string =>
    `sum by (namespace, pod) (rate(container_cpu_usage_seconds_total{${within(namespace)}container!=""}[5m]))`,
  memory: (namespace: string): string =>
    `sum by (namespace, pod) (container_memory_working_set_bytes{${within(namespace)}container!=""})`,
} as const;

const within = (namespace: string): string => (namespace === "" ? "" : `namespace="${namespace}",`);

interface Traffic {
  /** The counter of all requests, with its matchers. */
  readonly requests: (of: Selected) => string;
  /** What marks a failed one. */
  readonly failed: string;
  readonly latency: (of: Selected) => string;
  /** How many of the histogram's units are a second. */
  readonly second?: number;
}

const TRAFFIC: readonly Traffic[] = [
  {
    requests: ({ pods }) => `http_requests_total{${pods}}`,
    failed: 'code=~"5.."',
    latency: ({ pods }) => `http_request_duration_seconds_bucket{${pods}}`,
  },
  // opentelemetry.io/docs/specs/semconv/http/http-metrics, as Prometheus writes the name of its histogram
  {
    requests: ({ pods }) => `http_server_request_duration_seconds_count{${pods}}`,
    failed: 'http_response_status_code=~"5.."',
    latency: ({ pods }) => `http_server_request_duration_seconds_bucket{${pods}}`,
  },
  // istio.io/latest/docs/reference/config/metrics: counted at the receiving side, else each request counts twice
  {
    requests: (of) => `istio_requests_total{${istio(of)}}`,
    failed: 'response_code=~"5.."',
    latency: (of) => `istio_request_duration_milliseconds_bucket{${istio(of)}}`,
    second: 1000,
  },
  // linkerd.io/2/reference/proxy-metrics
  {
    requests: ({ pods }) => `response_total{${pods},direction="inbound"}`,
    failed: 'classification="failure"',
    latency: ({ pods }) => `response_latency_ms_bucket{${pods},direction="inbound"}`,
    second: 1000,
  },
  // ingress-nginx knows the Service only, which nearly always has its workload's name. Its own namespace takes the label.
  {
    requests: (of) => `nginx_ingress_controller_requests{${nginx(of)}}`,
    failed: 'status=~"5.."',
    latency: (of) => `nginx_ingress_controller_request_duration_seconds_bucket{${nginx(of)}}`,
  },
];

const istio = ({ namespace, workload }: Selected) =>
  `reporter="destination",destination_workload_namespace="${namespace}",destination_workload="${workload}"`;
const nginx = ({ namespace, workload }: Selected) => `exported_namespace="${namespace}",exported_service="${workload}"`;

const rate = (counter: string, { window }: Selected): string => `sum(rate(${counter}[${window}]))`;
const also = (counter: string, matcher: string): string => counter.replace(/\}$/, `,${matcher}}`);

/** Who has never failed has no series of failures: that is 0 and not unknown, as long as there are requests. */
const failures = ({ requests, failed }: Traffic, of: Selected): string =>
  `(${rate(also(requests(of), failed), of)} or vector(0)) / ${rate(requests(of), of)}`;

const slowest = ({ latency, second = 1 }: Traffic, of: Selected): string =>
  `histogram_quantile(0.95, sum by (le) (rate(${latency(of)}[${of.window}])))${second === 1 ? "" : ` / ${second}`}`;

const one = (promql: Line["promql"]): readonly [Line] => [{ name: "", promql }];

export const MEASURES = {
  cpu: {
    ...{ title: "CPU", unit: "cores", resource: "cpu" },
    lines: one((of) => [rate(`container_cpu_usage_seconds_total{${of.pods},container!=""}`, of)]),
  },
  memory: {
    ...{ title: "Memory", unit: "bytes", resource: "memory" },
    lines: one(({ pods }) => [`sum(container_memory_working_set_bytes{${pods},container!=""})`]),
  },
  restarts: {
    ...{ title: "Restarts", unit: "count" },
    lines: one(({ pods }) => [`sum(increase(kube_pod_container_status_restarts_total{${pods}}[5m]))`]),
  },
  requests: {
    ...{ title: "Requests", unit: "1/s" },
    lines: one((of) => TRAFFIC.map(({ requests }) => rate(requests(of), of))),
  },
  errors: {
    ...{ title: "Failed requests", unit: "share" },
    lines: one((of) => TRAFFIC.map((traffic) => failures(traffic, of))),
  },
  latency: {
    ...{ title: "Latency (95 of 100 answers)", unit: "seconds" },
    lines: one((of) => TRAFFIC.map((traffic) => slowest(traffic, of))),
  },
  network: {
    ...{ title: "Network", unit: "bytes/s" },
    lines: [
      { name: "in", promql: (of) => [rate(`container_network_receive_bytes_total{${of.pods}}`, of)] },
      { name: "out", promql: (of) => [rate(`container_network_transmit_bytes_total{${of.pods}}`, of)] },
    ],
  },
  saturation: {
    ...{ title: "Saturation", unit: "share" },
    lines: [
      {
        name: "CPU held back",
        promql: (of) => [
          `${rate(`container_cpu_cfs_throttled_periods_total{${of.pods},container!=""}`, of)} / ` +
            rate(`container_cpu_cfs_periods_total{${of.pods},container!=""}`, of),
        ],
      },
      {
        name: "memory of its limit",
        promql: ({ pods }) => [
          `max(container_memory_working_set_bytes{${pods},container!=""} / ` +
            `(container_spec_memory_limit_bytes{${pods},container!=""} > 0))`,
        ],
      },
    ],
  },
} as const satisfies Record<string, Measure>;
