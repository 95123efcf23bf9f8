/** What only grows: processor time and requests, added up as the cluster's time passes. */
import type { Clock, KubeObject, Store } from "../cluster/controllers/controller.ts";
import { isReady } from "../cluster/controllers/objects/pods.ts";
import type { UsageOf } from "../cluster/controllers/usage.ts";

/** Milliseconds of the cluster's time between two readings. */
const READING = 5000;
/** Requests that one core answers in a second. */
const PER_CORE = 400;
/** Of a thousand requests, as many fail on a good day. */
const FAILING = 2;
/** Upper bounds in seconds, as client libraries have them by default. */
export const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const;

export interface Meter {
  cpuSeconds: number;
  /** By status code. Added up in fractions, of which the whole ones are told. */
  readonly requests: { "200": number; "500": number };
  /** Requests that took as long as the bucket says, or less. */
  readonly within: number[];
  seconds: number;
}

export interface Meters {
  /** By the pod's uid. */
  of(pod: KubeObject): Meter;
  stop(): void;
}

export function startMeters(store: Pick<Store, "list">, clock: Clock, usage: UsageOf): Meters {
  const meters = new Map<string, Meter>();
  let last = clock.now();
  let cancel = clock.after(READING, read);

  function of({ metadata }: KubeObject): Meter {
    let meter = meters.get(metadata.uid);
    if (!meter) {
      meter = { cpuSeconds: 0, requests: { "200": 0, "500": 0 }, within: BUCKETS.map(() => 0), seconds: 0 };
      meters.set(metadata.uid, meter);
    }
    return meter;
  }

  function read(): void {
    const seconds = (clock.now() - last) / 1000;
    last = clock.now();
    const pods = store.list("Pod");
    for (const pod of pods.filter(({ status }) => status?.phase === "Running")) add(of(pod), pod, seconds);
    const alive = new Set(pods.map(({ metadata }) => metadata.uid));
    for (const uid of meters.keys()) if (!alive.has(uid)) meters.delete(uid);
    cancel = clock.after(READING, read);
  }

  function add(meter: Meter, pod: KubeObject, seconds: number): void {
    const { cpu } = usage(pod);
    meter.cpuSeconds += cpu * seconds;
    if (!isReady(pod) || !serves(pod)) return; // a Service sends nothing to a pod that is not ready
    const count = cpu * PER_CORE * seconds;
    const failed = (count * FAILING) / 1000;
    meter.requests["200"] += count - failed;
    meter.requests["500"] += failed;
    // Half of them are answered within this many seconds; the rest tail off.
    const middle = 0.02 + cpu / 10;
    for (const [i, bound] of BUCKETS.entries())
      meter.within[i] = (meter.within[i] ?? 0) + count * (1 - 0.5 ** (bound / middle));
    meter.seconds += count * middle;
  }

  return { of, stop: () => cancel() };
}

/** Whoever opens a port called http answers requests. */
const serves = ({ spec }: KubeObject): boolean =>
  spec.containers.some(({ ports = [] }: { ports?: { name?: string }[] }) => ports.some(({ name }) => name === "http"));
