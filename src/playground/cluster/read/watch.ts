import type { Api, ApiRequest } from "../api.ts";
import type { Clock, KubeObject } from "../controllers/controller.ts";
import { failure, onLeave, openStream } from "../http/answer.ts";
import { isTrue, type ResourceRoute } from "../http/route.ts";
import type { Kind } from "../kinds/kind.ts";
import { invalid, StatusError } from "../status.ts";
import type { Change } from "../storage/history.ts";
import { forbiddenField } from "../validation/problem.ts";
import { matcher, scopeOf } from "./list.ts";
import { showOne, viewOf } from "./represent.ts";
import { tooLarge, unparsable } from "./version.ts";
import { bookmark, eventFor } from "./watch-events.ts";

const BOOKMARK_EVERY = 60_000;
/** Seconds. The API server picks 30 to 60 minutes; clients must cope with any length. */
const DEFAULT_TIMEOUT = 30 * 60;

/** Streams what happens to a kind, from now or from an earlier version, until the client leaves or the time is over. */
export function watch({ store }: Api, request: ApiRequest, kind: Kind, { namespace }: ResourceRoute): undefined {
  const { query } = request.route;
  const { response } = request;
  const scope = scopeOf(kind, namespace) || undefined;
  const selected = matcher(query, kind);
  const matches = (object: KubeObject) => (!scope || object.metadata.namespace === scope) && selected(object);
  const from = startOf(query, store.version);
  const initial = initialEvents(query);

  let view = viewOf(request, kind, store.clock.now());
  const write = (type: string, object: unknown) => void response.write(`${JSON.stringify({ type, object })}\n`);
  const show = (type: string, object: KubeObject) => {
    write(type, showOne({ ...view, table: { ...view.table, now: store.clock.now() } }, object));
    // A table says its columns once.
    view = { ...view, table: { ...view.table, headers: false } };
  };
  // The stream is open: whatever goes wrong from here on is its last event.
  const guarded = (run: () => void): boolean => {
    try {
      run();
      return true;
    } catch (error) {
      write("ERROR", failure(error).body);
      response.end();
      return false;
    }
  };
  const tell = (change: Change) => {
    const event = eventFor(change, matches);
    if (event) show(event.type, event.object);
  };
  const begin = () => {
    if (from > 0 && initial !== "sent") for (const change of store.history.since(from, kind.key)) tell(change);
    else if (initial !== "left out")
      for (const object of store.list(kind.key, scope)) if (matches(object)) show("ADDED", object);
    if (initial === "sent") write("BOOKMARK", bookmark(view, store.version, true));
  };

  openStream(response, "application/json");
  if (!guarded(begin)) return;
  const stops = [
    store.onEachChange((change) => {
      if (change.key === kind.key) guarded(() => tell(change));
    }),
    store.clock.after((Number(query.get("timeoutSeconds")) || DEFAULT_TIMEOUT) * 1000, () => response.end()),
    ...(isTrue(query.get("allowWatchBookmarks"))
      ? [every(store.clock, BOOKMARK_EVERY, () => write("BOOKMARK", bookmark(view, store.version)))]
      : []),
  ];
  onLeave(response, () => {
    for (const stop of stops) stop();
  });
}

/** @returns the version to go on from; 0 to begin with what there is */
function startOf(query: URLSearchParams, current: number): number {
  const text = query.get("resourceVersion") || "0";
  if (!/^\d+$/.test(text)) throw new StatusError(500, "", unparsable(text));
  if (Number(text) > current) throw tooLarge(Number(text), current);
  return Number(text);
}

/**
 * A watch may begin as a list: everything there is, then a bookmark that says so. kubectl waits for that bookmark.
 * @throws Invalid
 */
function initialEvents(query: URLSearchParams): "sent" | "left out" | "as the version says" {
  const wanted = query.get("sendInitialEvents");
  const match = query.get("resourceVersionMatch");
  const refuse = (why: string) =>
    invalid({ group: "meta.k8s.io", kind: "ListOptions" }, "", [forbiddenField("resourceVersionMatch", why)]);
  if (wanted === null) {
    if (match) throw refuse("resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
    return "as the version says";
  }
  if (match !== "NotOlderThan") throw refuse("sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
  return isTrue(wanted) ? "sent" : "left out";
}

function every(clock: Clock, ms: number, run: () => void): () => void {
  let cancel = () => {};
  const again = () => {
    cancel = clock.after(ms, () => {
      run();
      again();
    });
  };
  again();
  return () => cancel();
}
