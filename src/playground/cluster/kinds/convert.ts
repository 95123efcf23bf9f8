import type { KubeObject } from "../controllers/controller.ts";
import { apiVersionOf, type Kind } from "./kind.ts";

/** An object in the version that a request names. Kinds with one storage differ in their apiVersion, and Events in their fields. */
export function representedAs(kind: Kind, object: KubeObject): KubeObject {
  const apiVersion = apiVersionOf(kind);
  if (object.apiVersion === apiVersion) return object;
  return kind.key === "Event" ? eventsV1(object) : { ...object, apiVersion };
}

/** What a client sent, in the version that is stored. */
export function storedAs(kind: Kind, stored: Kind, object: KubeObject): KubeObject {
  const apiVersion = apiVersionOf(stored);
  if (apiVersionOf(kind) === apiVersion) return object;
  return kind.key === "Event" ? coreV1(object) : { ...object, apiVersion };
}

/** events.k8s.io/v1 renamed most fields of an Event and kept the old ones as `deprecated…`. */
const RENAMED: readonly (readonly [core: string, events: string])[] = [
  ["involvedObject", "regarding"],
  ["message", "note"],
  ["source", "deprecatedSource"],
  ["firstTimestamp", "deprecatedFirstTimestamp"],
  ["lastTimestamp", "deprecatedLastTimestamp"],
  ["count", "deprecatedCount"],
  ["reportingComponent", "reportingController"],
];

function eventsV1(event: KubeObject): KubeObject {
  const { reportingController, reportingInstance, ...shown } = rename(event, new Map(RENAMED), "events.k8s.io/v1");
  return {
    ...shown,
    ...(reportingController && { reportingController }),
    ...(reportingInstance && { reportingInstance }),
  };
}

function coreV1(event: KubeObject): KubeObject {
  return rename(event, new Map(RENAMED.map(([core, events]) => [events, core])), "v1");
}

function rename(object: KubeObject, names: ReadonlyMap<string, string>, apiVersion: string): KubeObject {
  const fields = Object.entries(object).map(([name, value]) => [names.get(name) ?? name, value]);
  return { ...(Object.fromEntries(fields) as KubeObject), apiVersion };
}
