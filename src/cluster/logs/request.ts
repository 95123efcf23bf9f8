/** The request for one pod's log. */
import type { LogQuery } from "../../core/cluster.ts";
import type { Call } from "../connection/call.ts";
import type { Parameters } from "../connection/url.ts";
import type { Source } from "./pods.ts";

/** Milliseconds of silence in the middle of a log that has an end. */
const STALLED = 30_000;
/** A followed log may be silent for hours, and proxies drop what is silent for minutes: asked anew before they do. */
const SILENT = 240_000;

/** @param from go on from here instead of asking for the end: the time of the last line that came */
export function logCall({ pod, container }: Source, query: LogQuery, follow?: { readonly from: string }): Call {
  const { namespace, since, previous, keep, grep } = query;
  const start: Parameters =
    follow && follow.from !== ""
      ? { sinceTime: follow.from }
      : {
          sinceSeconds: since === undefined ? undefined : Math.max(1, Math.ceil(since / 1000)),
          // The server counts lines before we search them, so with grep it must send them all.
          tailLines: grep === undefined ? keep : undefined,
        };
  return {
    verb: "get",
    on: { group: "", version: "v1", resource: "pods", namespace, name: pod, subresource: "log" },
    accept: "*/*",
    parameters: {
      container,
      timestamps: true,
      previous: previous || undefined,
      ...start,
      ...(follow && { follow: true }),
    },
    idle: follow ? SILENT : STALLED,
  };
}
