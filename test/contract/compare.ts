/** Where two clusters' answers to one request differ. */
import { common, documented, isDiscovery, isDocumentation, kindsOf } from "./descriptions.ts";
import { differences, normalise } from "./normalise.ts";
import type { Replied } from "./replay.ts";
import { happened, logged } from "./running.ts";

/** @returns one line for each difference; none when the clusters answer alike */
export function compare(path: string, embedded: Replied, real: Replied): readonly string[] {
  const [ours, theirs] = comparable(path, embedded.body, real.body);
  return differences(normalise({ ...embedded, body: ours }), normalise({ ...real, body: theirs }));
}

/** Both whole, unless there is a reason why they cannot be alike. */
function comparable(path: string, embedded: unknown, real: unknown): readonly [unknown, unknown] {
  if (isDiscovery(embedded) && isDiscovery(real)) return common(kindsOf(embedded), kindsOf(real));
  if (isDocumentation(embedded) && isDocumentation(real)) return common(documented(embedded), documented(real));
  if (/\/pods\/[^/]+\/log\b/.test(path)) return [logged(embedded), logged(real)];
  if (/\/events\b/.test(path)) return [happened(embedded), happened(real)];
  return [embedded, real];
}
