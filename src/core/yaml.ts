import { dump } from "js-yaml";

/** For people to read: no line folding, no anchors. */
export const yaml = (value: unknown): string => dump(value, { lineWidth: -1, noRefs: true });
