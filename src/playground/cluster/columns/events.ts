import type { Draft } from "../defaults/fill.ts";
import { age } from "./age.ts";
import { column, fieldColumn, nameColumn, type Printer, WIDE } from "./column.ts";

export const eventPrinter: Printer = {
  columns: () => [
    fieldColumn("Last Seen", "CoreV1Event", "lastTimestamp"),
    fieldColumn("Type", "CoreV1Event", "type"),
    fieldColumn("Reason", "CoreV1Event", "reason"),
    // The field is a reference, whose documentation the models leave out.
    column("Object", "The object that this event is about."),
    fieldColumn("Subobject", "V1ObjectReference", "fieldPath", WIDE),
    column("Source", "The component reporting this event. Should be a short machine understandable string.", WIDE),
    fieldColumn("Message", "CoreV1Event", "message"),
    fieldColumn("First Seen", "CoreV1Event", "firstTimestamp", WIDE),
    fieldColumn("Count", "CoreV1Event", "count", WIDE),
    { ...nameColumn(), ...WIDE },
  ],
  cells({ metadata, type = "", reason = "", message = "", ...event }, now) {
    const first = age(event.firstTimestamp ?? event.eventTime, now);
    const last = event.lastTimestamp ? age(event.lastTimestamp, now) : first;
    return [
      event.series ? age(event.series.lastObservedTime, now) : last,
      type,
      reason,
      objectOf(event.involvedObject),
      event.involvedObject.fieldPath ?? "",
      sourceOf(event),
      message.trim(),
      first,
      event.series?.count ?? event.count ?? 1,
      metadata.name,
    ];
  },
};

const objectOf = ({ kind = "", name }: Draft): string => (name ? `${kind.toLowerCase()}/${name}` : kind.toLowerCase());

function sourceOf({ source = {}, reportingComponent = "", reportingInstance }: Draft): string {
  const component = source.component || reportingComponent;
  const instance = source.host || reportingInstance;
  return instance ? `${component}, ${instance}` : component;
}
