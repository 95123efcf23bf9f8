import { createHash } from "node:crypto";
import { apiVersionOf, type Kind } from "../kinds/kind.ts";

/** Discovery as it was before it was one document: a list of groups, and a list of kinds for each version. */

export const apiVersions = (serverAddress = "") => ({
  kind: "APIVersions",
  versions: ["v1"],
  serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress }],
});

export const apiGroupList = (kinds: readonly Kind[]) => ({
  kind: "APIGroupList",
  apiVersion: "v1",
  groups: [...Map.groupBy(named(kinds), ({ group }) => group)].map(([group, members]) => groupOf(group, members)),
});

export function apiGroup(kinds: readonly Kind[], group: string): object | undefined {
  const members = named(kinds).filter((kind) => kind.group === group);
  return members.length > 0 ? { kind: "APIGroup", apiVersion: "v1", ...groupOf(group, members) } : undefined;
}

export function apiResourceList(kinds: readonly Kind[], group: string, version: string): object | undefined {
  const members = kinds.filter((kind) => kind.group === group && kind.version === version);
  if (members.length === 0) return undefined;
  const groupVersion = apiVersionOf({ group, version });
  const resources = members.flatMap(resourcesOf);
  return { kind: "APIResourceList", ...(group && { apiVersion: "v1" }), groupVersion, resources };
}

const named = (kinds: readonly Kind[]) => kinds.filter(({ group }) => group !== "");

function groupOf(name: string, members: readonly Kind[]) {
  const versions = [...new Set(members.map(({ version }) => version))].map((version) => ({
    groupVersion: `${name}/${version}`,
    version,
  }));
  return { name, versions, preferredVersion: versions[0] };
}

function resourcesOf(kind: Kind): object[] {
  const { plural: name, singular: singularName, namespaced, verbs, shortNames, categories, subresources } = kind;
  return [
    {
      name,
      singularName,
      namespaced,
      kind: kind.kind,
      verbs,
      ...(shortNames.length > 0 && { shortNames }),
      ...(categories.length > 0 && { categories }),
      ...(verbs.includes("list") && { storageVersionHash: storageVersionHash(kind) }),
    },
    ...subresources.map((sub) => {
      const { group, version, kind: answers } = sub.responseKind;
      const elsewhere = version !== "" && (group !== kind.group || version !== kind.version);
      return {
        name: `${name}/${sub.name}`,
        singularName: "",
        namespaced,
        ...(elsewhere && { group, version }),
        kind: answers,
        verbs: sub.verbs,
      };
    }),
  ];
}

/** Tells clients when a kind is stored in another version: eight bytes of the hash of its name (pkg/endpoints/discovery/storageversionhash.go). */
const storageVersionHash = ({ group, version, kind }: Kind): string =>
  createHash("sha256").update(`${group}/${version}/${kind}`).digest().subarray(0, 8).toString("base64");
