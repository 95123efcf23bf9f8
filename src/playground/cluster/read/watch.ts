import type { Api, ApiRequest } from "../api.ts";
import { openStream } from "../http/answer.ts";
import { isTrue, type ResourceRoute } from "../http/route.ts";
import { apiVersionOf, type Kind } from "../kinds/kind.ts";
import type { Change } from "../storage/history.ts";
import { StatusError } from "../status.ts";
import { matcher, scopeOf } from "./list.ts";
import { tooLarge, unparsable } from "./version.ts";
import { showOne, type View, viewOf } from "./represent.ts";

const BOOKMARK_EVERY = 60_000;
/** The API server picks 30 to 60 minutes; clients must cope with any length. */
const DEFAULT_TIMEOUT = 30 * 60;

type Matches = ReturnType<typeof matcher>;

/** Streams what happens to a kind, from now or from an earlier version, until the client leaves or the time is over. */
export function watch({ store }: Api, request: ApiRequest, kind: Kind, { namespace }: ResourceRoute): undefined {
  const { query } = request.route;
  const { response } = request;
  const matches = inNamespace(matcher(query, kind), scopeOf(kind, namespace));
  let view = viewOf(request, kind, store.clock.now());
  let version = store.version;
  const from = query.get("resourceVersion") || "0";
  if (!/^\d+$/.test(from)) throw new StatusError(500, "", unparsable(from));
  if (Number(from) > version) throw tooLarge(Number(from), version);

  const write = (type: string, object: unknown) => void response.write(`${JSON.stringify({ type, object })}\n`);
  const show = (type: string, object: Change["object"]) => {
    write(type, showOne({ ...view, table: { ...view.table, now: store.clock.now() } }, object));
    view = withoutHeaders(view);
  };
  const tell = (change: Change) => {
    const event = eventFor(change, matches);
    if (event) show(event.type, event.object);
  };

  openStream(response, "application/json");
  if (from === "0") {
    for (const object of store.list(kind.key, scopeOf(kind, namespace) || undefined))
      if (matches(object)) show("ADDED", object);
  } else {
    try {
      for (const change of store.history.since(Number(from), kind.key)) tell(change);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      write("ERROR", error.status);
      response.end();
      return;
    }
  }

  const stopListening = store.onEachChange((change) => {
    // A change made while others were being told was part of the beginning already.
    if (change.key === kind.key && change.version > version) {
      version = change.version;
      tell(change);
    }
  });
  const bookmark = () => write("BOOKMARK", bookmarkOf(view, kind, store.version));
  let stopBookmarks = () => {};
  const keepBookmarking = () => {
    stopBookmarks = store.clock.after(BOOKMARK_EVERY, () => {
      bookmark();
      keepBookmarking();
    });
  };
  if (isTrue(query.get("allowWatchBookmarks"))) keepBookmarking();
  const seconds = Number(query.get("timeoutSeconds")) || DEFAULT_TIMEOUT;
  const stopTimer = store.clock.after(seconds * 1000, () => response.end());
  response.on("close", () => {
    stopListening();
    stopBookmarks();
    stopTimer();
  });
}

const inNamespace =
  (matches: Matches, namespace: string | undefined): Matches =>
  (object) =>
    (!namespace || object.metadata.namespace === namespace) && matches(object);

/** With a selector, an object that no longer matches is gone as far as this watch is concerned. */
function eventFor({ type, object, previous }: Change, matches: Matches): Pick<Change, "type" | "object"> | undefined {
  const before = previous !== undefined && matches(previous);
  const after = type !== "DELETED" && matches(object);
  if (before && after) return { type: "MODIFIED", object };
  if (after) return { type: "ADDED", object };
  if (!before) return undefined;
  const { resourceVersion } = object.metadata;
  return { type: "DELETED", object: { ...previous, metadata: { ...previous.metadata, resourceVersion } } };
}

const withoutHeaders = (view: View): View => ({ ...view, table: { ...view.table, headers: false } });

/** An object with a version and nothing else: "you have seen everything up to here". */
function bookmarkOf(view: View, kind: Kind, version: number): unknown {
  const metadata = { resourceVersion: String(version), creationTimestamp: null };
  if (view.shape === "full") return { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata };
  if (view.shape === "metadata") return { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata };
  return {
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    metadata: { resourceVersion: String(version) },
    columnDefinitions: null,
    rows: null,
  };
}
