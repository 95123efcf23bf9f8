/** Asks an API server which kinds it serves: two requests where it knows aggregated discovery (1.27), else one a group version. */
import type { Kind } from "../../kubernetes/object.ts";
import { inFlight } from "../connection/in-flight.ts";
import type { Session } from "../connection/session.ts";
import { isListOf, isRecord } from "../connection/shapes.ts";

const AGGREGATED = ["v2", "v2beta1"]
  .map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .concat("application/json")
  .join(",");

/** @returns each kind once, in its group's preferred version; the core group first, then in the server's order */
export async function discover(bot: Session): Promise<readonly Kind[]> {
  const ask = (path: string) => bot.json({ verb: "get", on: path, accept: AGGREGATED }, isDiscovery);
  const [core, groups] = await Promise.all([ask("/api"), ask("/apis")]);
  const kindsOf = async (answer: Aggregated & Legacy): Promise<readonly Kind[]> =>
    answer.kind === "APIGroupDiscoveryList" ? aggregated(answer) : legacy(bot, answer);
  const kinds = await Promise.all([kindsOf(core), kindsOf(groups)]);
  return preferred(kinds.flat());
}

/** Anything else, taken for an empty cluster, would be remembered, and every kind be unknown for minutes. */
const isDiscovery = (body: unknown): body is Aggregated & Legacy =>
  isRecord(body) &&
  ((body.kind === "APIGroupDiscoveryList" && Array.isArray(body.items)) ||
    (body.kind === "APIVersions" && Array.isArray(body.versions)) ||
    (body.kind === "APIGroupList" && Array.isArray(body.groups)));

interface Aggregated {
  readonly kind?: string;
  readonly items?: readonly {
    readonly metadata?: { readonly name?: string };
    readonly versions?: readonly { readonly version: string; readonly resources?: readonly AggregatedResource[] }[];
  }[];
}
interface AggregatedResource {
  readonly resource: string;
  readonly responseKind?: { readonly kind?: string };
  readonly scope: string;
  readonly singularResource?: string;
  readonly shortNames?: readonly string[];
  readonly verbs?: readonly string[];
}

const aggregated = ({ items = [] }: Aggregated): readonly Kind[] =>
  items.flatMap(({ metadata, versions = [] }) =>
    versions.flatMap(({ version, resources = [] }) =>
      resources.map((served) => ({
        group: metadata?.name ?? "",
        version,
        kind: served.responseKind?.kind ?? served.resource,
        resource: served.resource,
        singular: served.singularResource ?? "",
        shortNames: served.shortNames ?? [],
        namespaced: served.scope === "Namespaced",
        verbs: served.verbs ?? [],
      })),
    ),
  );

interface Legacy {
  /** Of the core group. */
  readonly versions?: readonly string[];
  readonly groups?: readonly {
    readonly name: string;
    readonly versions: readonly { readonly version: string }[];
    readonly preferredVersion?: { readonly version: string };
  }[];
}
interface LegacyResource {
  readonly name: string;
  readonly singularName?: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames?: readonly string[];
  readonly verbs?: readonly string[];
}

const isResourceList = (body: unknown): body is { resources?: readonly LegacyResource[] | null } =>
  isRecord(body) && isListOf(body.resources, isRecord);

async function legacy(bot: Session, { versions = [], groups = [] }: Legacy): Promise<readonly Kind[]> {
  const served = [
    ...versions.map((version) => ({ group: "", version, path: `/api/${version}` })),
    ...groups.flatMap(({ name, versions, preferredVersion }) =>
      versions
        .toSorted(
          (a, b) => Number(b.version === preferredVersion?.version) - Number(a.version === preferredVersion?.version),
        )
        .map(({ version }) => ({ group: name, version, path: `/apis/${name}/${version}` })),
    ),
  ];
  const kinds = await inFlight(served, async ({ group, version, path }) => {
    const list = await bot.json({ verb: "get", on: path }, isResourceList).catch((error: unknown) => {
      // An aggregated API whose backend is down takes its own kinds away, and should not take all the others with it.
      if (group.includes(".")) return { resources: [] };
      throw error;
    });
    return (list.resources ?? [])
      .filter(({ name }) => !name.includes("/"))
      .map(({ name, singularName = "", kind, namespaced, shortNames = [], verbs = [] }) => {
        return { group, version, kind, resource: name, singular: singularName, shortNames, namespaced, verbs };
      });
  });
  return kinds.flat();
}

/** A group lists its versions best first; what only an older one serves still counts. */
function preferred(kinds: readonly Kind[]): readonly Kind[] {
  const first = new Map<string, Kind>();
  for (const kind of kinds) {
    const key = `${kind.resource}.${kind.group}`;
    if (!first.has(key)) first.set(key, kind);
  }
  return [...first.values()];
}
