import { type Kind, type Subresource } from "../kinds/kind.ts";

/** One document that names every kind, as `kubectl` and the bot read it: /api and /apis in the aggregated form. */
export function aggregatedDiscovery(kinds: readonly Kind[]): object {
  const groups = Map.groupBy(kinds, ({ group }) => group);
  return {
    kind: "APIGroupDiscoveryList",
    apiVersion: "apidiscovery.k8s.io/v2",
    metadata: {},
    items: [...groups].map(([group, members]) => ({
      metadata: { ...(group && { name: group }), creationTimestamp: null },
      versions: [...Map.groupBy(members, ({ version }) => version)].map(([version, resources]) => ({
        version,
        resources: resources.map(resource),
        freshness: "Current",
      })),
    })),
  };
}

function resource(kind: Kind): object {
  const responseKind = {
    group: kind.custom ? kind.group : "",
    version: kind.custom ? kind.version : "",
    kind: kind.kind,
  };
  return {
    resource: kind.plural,
    responseKind,
    scope: kind.namespaced ? "Namespaced" : "Cluster",
    singularResource: kind.singular,
    verbs: kind.verbs,
    ...(kind.shortNames.length > 0 && { shortNames: kind.shortNames }),
    ...(kind.categories.length > 0 && { categories: kind.categories }),
    ...(kind.subresources.length > 0 && { subresources: kind.subresources.map(subresource) }),
  };
}

const subresource = ({ name, verbs, responseKind }: Subresource): object => ({
  subresource: name,
  responseKind,
  verbs,
});
