import { LRUCache } from "lru-cache";
import type { Clock, KubeObject, NewObject, Store } from "./controller.ts";
import { type Correlated, eventCorrelator } from "./event-correlator.ts";
import { rfc3339, rfc3339Micro } from "./time.ts";

export interface EventDraft {
  type: "Normal" | "Warning";
  reason: string;
  message: string;
  /** Who says so: "deployment-controller", "kubelet". */
  component: string;
  /** The node of a kubelet. */
  host?: string;
  /** The part of the object that it is about: `spec.containers{app}`. */
  fieldPath?: string;
  /** Only the scheduler names one: it alone has moved to the newer events.k8s.io, with `eventTime` and `series`. */
  action?: string;
}

export type RecordEvent = (about: KubeObject, draft: EventDraft) => void;

/** Writes Event objects as client-go's recorders do: repeats raise a count, many alike become one, floods are cut. */
export function eventRecorder(store: Store, clock: Clock): RecordEvent {
  const correlate = eventCorrelator(clock);
  const names = new LRUCache<string, string>({ max: 4096 });
  let sequence = 0;

  return (about, draft) => {
    const correlated = correlate(about, draft);
    if (!correlated) return;
    const namespace = about.metadata.namespace ?? "default";
    const known = names.get(correlated.key);
    const previous = known && store.get("Event", namespace, known);
    if (previous) {
      store.update(repeated(previous, correlated, clock.now()));
      return;
    }
    // Nanoseconds in hex, as client-go names them; our clock has milliseconds, the sequence stands in for the rest.
    const nanoseconds = BigInt(clock.now()) * 1_000_000n + BigInt(sequence++ % 1_000_000);
    const name = `${about.metadata.name}.${nanoseconds.toString(16)}`;
    store.create(newEvent(name, namespace, about, { ...draft, message: correlated.message }, clock.now()));
    names.set(correlated.key, name);
  };
}

function newEvent(name: string, namespace: string, about: KubeObject, draft: EventDraft, now: number): NewObject {
  const { component, host, type, reason, message, fieldPath, action } = draft;
  const { uid, resourceVersion } = about.metadata;
  const seen = action
    ? { eventTime: rfc3339Micro(now), firstTimestamp: null, lastTimestamp: null, action, source: {} }
    : {
        eventTime: null,
        firstTimestamp: rfc3339(now),
        lastTimestamp: rfc3339(now),
        count: 1,
        source: { component, ...(host && { host }) },
      };
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name, namespace },
    involvedObject: {
      apiVersion: about.apiVersion,
      kind: about.kind,
      name: about.metadata.name,
      ...(about.metadata.namespace && { namespace: about.metadata.namespace }),
      uid,
      resourceVersion,
      ...(fieldPath && { fieldPath }),
    },
    type,
    reason,
    message,
    ...seen,
    reportingComponent: component,
    reportingInstance: action ? `${component}-control-plane` : (host ?? ""),
  };
}

function repeated(event: KubeObject, { message, count }: Correlated, now: number): KubeObject {
  return event.eventTime
    ? { ...event, series: { count, lastObservedTime: rfc3339Micro(now) } }
    : { ...event, count, lastTimestamp: rfc3339(now), message };
}
