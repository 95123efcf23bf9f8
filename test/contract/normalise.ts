/**
 * What two clusters with the same contents may disagree about: identities, times, generated names and addresses.
 * Everything else has to be equal. Each exception says why it is one.
 */

const OWN = new Set([
  // Given out by each cluster for itself.
  ...["resourceVersion", "continue", "managedFields"],
  // A pod says in which zone it was put.
  ...["topology.kubernetes.io/zone"],
  // How the server was built, and where KWOK listens in place of a kubelet.
  ...["gitCommit", "goVersion", "compiler", "daemonEndpoints"],
]);

/** Generated names are spelled without vowels, so that they spell nothing (apimachinery, util/rand). */
const LETTER = "[bcdfghjklmnpqrstvwxz2456789]";

/** By its key: spelled with such letters, one hash in some ten thousand reads as an age ("4d56s"). */
const HASH = "pod-template-hash";

/** What stands for what, in the order in which it is looked for. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "<time>"],
  [/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [-+]\d{4}$/, "<time>"],
  // "5m" and "2d1h", alone, and as the end of "5 (30s ago)".
  [/^(\d+[smhdy]){1,2}$/, "<age>"],
  [/\((\d+[smhdy]){1,2} ago\)/, "(<age> ago)"],
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<uid>"],
  [new RegExp(`-${LETTER}{8,10}(-${LETTER}{5})?(?![a-z0-9])|-${LETTER}{5}(?![a-z0-9])`, "g"), "-<generated>"],
  [new RegExp(`(^|pod-template-hash=)${LETTER}{8,10}$`), "$1<generated>"],
  // Events are named after their object and the nanosecond.
  [/\.[0-9a-f]{16}$/, ".<generated>"],
  // The scheduler may choose any node that fits, and addresses come from whoever runs the network.
  [/\bnode-\d\b/g, "<node>"],
  [/\b(\d{1,3}\.){3}\d{1,3}\b/g, "<address>"],
  // Repeated whole, with its fields in the order in which each cluster happens to hold them.
  [/Invalid value: "\{\\"apiVersion.*\}"/, "Invalid value: <object>"],
  // The words of Go's decoders.
  [/(continue key is not valid): .*/, "$1"],
  // The embedded cluster speaks JSON alone.
  [/(Available representations): .*/, "$1"],
];

export function normalise(value: unknown): unknown {
  if (typeof value === "string") return normaliseText(value);
  if (Array.isArray(value)) return unshuffled(value.map(normalise));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(isReplicaSet(value) ? uncounted(value) : value).filter(([key]) => !OWN.has(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, key === HASH ? "<generated>" : normalise(inner)]));
}

interface Owned {
  readonly metadata?: { readonly generation?: number; readonly ownerReferences?: readonly { readonly kind: string }[] };
  readonly status?: { readonly observedGeneration?: number };
}

/** In a list the items do not name their kind. Nothing else belongs to a Deployment. */
const isReplicaSet = (value: Owned): boolean =>
  value.metadata?.ownerReferences?.some(({ kind }) => kind === "Deployment") ?? false;

/** In how many steps a rolling update went from one number to another is a matter of time, and each step is a generation. */
function uncounted({ metadata, status, ...rest }: Owned): object {
  const { generation: _, ...named } = metadata ?? {};
  const { observedGeneration: __, ...counts } = status ?? {};
  return { ...rest, metadata: named, ...(status && { status: counts }) };
}

export const normaliseText = (text: string): string =>
  TEXTS.reduce((before, [what, instead]) => before.replace(what, instead), text);

/** Neighbours whose names differ only by what was generated stand in the order of chance. Everything else keeps its place. */
function unshuffled(list: readonly unknown[]): readonly unknown[] {
  const runs: unknown[][] = [];
  let before: string | undefined;
  for (const entry of list) {
    const name = nameOf(entry);
    if (name?.includes("<generated>") && name === before) runs.at(-1)?.push(entry);
    else runs.push([entry]);
    before = name;
  }
  return runs.flatMap((run) => run.sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1)));
}

interface Entry {
  readonly metadata?: { readonly name?: string };
  /** A row of a table. */
  readonly cells?: readonly unknown[];
}

function nameOf(entry: unknown): string | undefined {
  const { metadata, cells } = (entry ?? {}) as Entry;
  const name = cells?.[0] ?? metadata?.name;
  return typeof name === "string" ? name : undefined;
}

/** The same keys in the same order, so that equal things are equal as text. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** Paths at which two normalised answers differ, each with both values: short enough to read in a failing test. */
export function differences(embedded: unknown, real: unknown, path = "$"): string[] {
  if (canonical(embedded ?? null) === canonical(real ?? null)) return [];
  const [a, b] = [parts(embedded), parts(real)];
  if (!a || !b || Array.isArray(embedded) !== Array.isArray(real))
    return [`${path}: embedded ${short(embedded)}, real ${short(real)}`];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) =>
    differences(a[name], b[name], `${path}.${name}`),
  );
}

const parts = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;

const short = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value).slice(0, 200));
