/** Events as a person wants them: warnings first, newest first, repeats folded into one line with a count. */
import type { KubeObject } from "./object.ts";

export interface Happening {
  readonly warning: boolean;
  readonly reason: string;
  readonly message: string;
  /** "pod/web-7d4b9c-x2x7p", or the first of several with "and 3 more" in `others`. */
  readonly about: string;
  readonly others: number;
  readonly count: number;
  /** RFC 3339; the latest of the folded ones. */
  readonly last: string;
}

/** Both the old fields (count, lastTimestamp) and the new series of events.k8s.io are in use, often in one cluster. */
const last = (event: KubeObject): string =>
  event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? "";
const count = (event: KubeObject): number => event.series?.count ?? event.count ?? 1;

/** Names that a controller generated differ in their last parts only; a message that names a pod is the same message. */
const shape = (event: KubeObject): string => {
  const { kind = "", name = "" } = event.involvedObject ?? {};
  const family = kind === "Pod" ? String(name).replace(/(-[a-z0-9]{5,10})?-[a-z0-9]{5}$/, "") : String(name);
  return JSON.stringify([
    event.type,
    event.reason,
    kind,
    family,
    String(event.message ?? "").replaceAll(String(name), "…"),
  ]);
};

export function fold(events: readonly KubeObject[]): readonly Happening[] {
  const groups = Map.groupBy(events, shape);
  return [...groups.values()]
    .map((group): Happening => {
      const newest = group.reduce((a, b) => (last(b) > last(a) ? b : a));
      const subjects = new Set(group.map((event) => event.involvedObject?.name));
      return {
        warning: newest.type === "Warning",
        reason: newest.reason ?? "",
        message: String(newest.message ?? "").trim(),
        about: `${String(newest.involvedObject?.kind ?? "").toLowerCase()}/${newest.involvedObject?.name ?? ""}`,
        others: subjects.size - 1,
        count: group.reduce((sum, event) => sum + count(event), 0),
        last: last(newest),
      };
    })
    .sort((a, b) => Number(b.warning) - Number(a.warning) || (a.last < b.last ? 1 : -1));
}
