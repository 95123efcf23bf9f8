/**
 * One object and what becomes of it. A reflector of our own, because the client library's stops for ever at the first
 * error that is not 410, asks for no bookmarks, and turns an exception in a handler into the end of the process.
 */
import { Failure, failedWith } from "../../core/failure.ts";
import type { Kind, KubeObject } from "../../kubernetes/object.ts";
import { createBackoff, LONGEST_PAUSE } from "../connection/backoff.ts";
import type { Call } from "../connection/call.ts";
import { connectionFailure, Expired, type Status, statusFailure, unavailable } from "../connection/failures.ts";
import { jsonLines } from "./json-lines.ts";
import { resourceOf, selectors } from "./list.ts";
import type { Session } from "../connection/session.ts";
import { isObjectList, isRecord, type ObjectList } from "../connection/shapes.ts";

type Event =
  | { readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK"; readonly object: KubeObject }
  | { readonly type: "ERROR"; readonly object: Status };

/** Seconds after which the server ends a watch of its own accord: not all bots at the same moment. */
const LASTS = { least: 240, spread: 60 };

/** Bookmarks come about once a minute. A connection silent for longer is renewed, in case nobody is at its other end. */
const IDLE = 75_000;

/** Stands for "there is no such object" where a resourceVersion is expected. */
const GONE = "gone";

/** @returns ends quietly when `signal` aborts. Throws only what waiting cannot mend, such as a right that was taken away. */
export async function* watchObject(
  person: Session,
  kind: Kind,
  namespace: string | undefined,
  name: string,
  signal: AbortSignal,
): AsyncGenerator<KubeObject | undefined> {
  const { clock } = person;
  const backoff = createBackoff(clock);
  const selector = selectors(kind, { name, namespace });
  const on = resourceOf(kind, namespace);
  let version: string | undefined; // where to go on from; undefined: start over
  let shown: string | undefined; // what the reader saw last, so that starting over repeats nothing

  for (let first = true; !signal.aborted; first = false) {
    const began = clock.now();
    try {
      if (version === undefined) {
        const list: ObjectList = await person.json({ verb: "list", on, parameters: selector }, isObjectList);
        version = list.metadata?.resourceVersion ?? "";
        const now = list.items?.[0];
        const seen = now?.metadata.resourceVersion ?? GONE;
        if (seen !== shown) yield now && complete(now, kind);
        shown = seen;
        first = false;
      }
      const timeoutSeconds = Math.round(LASTS.least + clock.random() * LASTS.spread);
      const going = { watch: true, resourceVersion: version, allowWatchBookmarks: true, timeoutSeconds };
      const watch: Call = { verb: "watch", on, parameters: { ...selector, ...going }, idle: IDLE };
      for await (const { type, object } of events(person, watch, signal)) {
        backoff.reset();
        version = object.metadata.resourceVersion ?? version;
        if (type === "BOOKMARK") continue;
        const seen = type === "DELETED" ? GONE : version;
        if (seen !== shown) yield type === "DELETED" ? undefined : object;
        shown = seen;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (first || !mayPass(error)) throw error;
      if (error instanceof Expired) version = undefined;
    }
    // After minutes it ended as it should: go on at once. Otherwise the server is in trouble, or forgets too fast.
    if (clock.now() - began < LONGEST_PAUSE) await backoff.wait(signal);
  }
}

type Happened = Exclude<Event, { readonly type: "ERROR" }>;

/** @throws Failure, whether the server said what is wrong or the connection broke */
async function* events(person: Session, watch: Call, signal: AbortSignal): AsyncGenerator<Happened> {
  const where = { cluster: person.cluster };
  try {
    for await (const event of jsonLines(await person.stream(watch, signal))) {
      if (!isEvent(event)) throw unavailable(where, "what it sends is no watch of the Kubernetes API");
      if (event.type === "ERROR") throw statusFailure(event.object, watch, where);
      yield event;
    }
  } catch (error) {
    throw error instanceof Failure ? error : connectionFailure(error, where);
  }
}

const isEvent = (line: unknown): line is Event =>
  isRecord(line) && isRecord(line.object) && (line.type === "ERROR" || isRecord(line.object.metadata));

/** Items of a list come without apiVersion and kind. */
const complete = (item: KubeObject, { group, version, kind }: Kind): KubeObject => ({
  ...item,
  apiVersion: group === "" ? version : `${group}/${version}`,
  kind,
});

/** Connections break and servers restart; a watch outlives that. */
const mayPass = (error: unknown): boolean =>
  failedWith(error, "unavailable") || failedWith(error, "timeout") || failedWith(error, "busy");
