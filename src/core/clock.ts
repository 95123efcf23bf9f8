/** Times of day as people read them, in the zone in which this process runs (TZ). Always with the zone: readers have their own. */
const ZONE = new Intl.DateTimeFormat("en", { timeZoneName: "short" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });
const DATE = new Intl.DateTimeFormat("en", { month: "short", day: "numeric" });

/** "UTC", "CET", "GMT+8". */
export const zone = (at: number): string =>
  ZONE.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";

/** "09:12" */
export const clock = (at: number): string => CLOCK.format(at);
/** "Nov 28" */
export const date = (at: number): string => DATE.format(at);
