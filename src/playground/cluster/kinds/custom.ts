import type { KubeObject } from "../controllers/controller.ts";
import { type Kind, type PrinterColumn, type ScalePaths, type Schema, storeKey, type Subresource } from "./kind.ts";

const VERBS = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"] as const;

interface Version {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly schema?: { readonly openAPIV3Schema?: Schema };
  readonly subresources?: { readonly status?: object; readonly scale?: ScalePaths };
  readonly additionalPrinterColumns?: readonly PrinterColumn[];
}

/** The kinds that a CustomResourceDefinition adds, one for each served version, the stored version first. */
export function customKinds(definition: KubeObject): readonly Kind[] {
  const { group, names, scope } = definition.spec;
  const versions: readonly Version[] = definition.spec.versions;
  return versions
    .filter((version) => version.served)
    .toSorted((a, b) => Number(b.storage) - Number(a.storage))
    .map((version) => ({
      group,
      version: version.name,
      kind: names.kind,
      plural: names.plural,
      singular: names.singular ?? names.kind.toLowerCase(),
      shortNames: names.shortNames ?? [],
      categories: names.categories ?? [],
      namespaced: scope === "Namespaced",
      verbs: VERBS,
      subresources: subresources(version, names.kind, group),
      key: storeKey({ apiVersion: `${group}/${version.name}`, kind: names.kind }),
      hasGeneration: true,
      hasStatus: version.subresources?.status !== undefined,
      ...(version.subresources?.scale && { scale: version.subresources.scale }),
      custom: {
        schema: version.schema?.openAPIV3Schema ?? {},
        columns: version.additionalPrinterColumns ?? [
          { name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp" },
        ],
      },
    }));
}

function subresources(version: Version, kind: string, group: string): readonly Subresource[] {
  const verbs = ["get", "patch", "update"];
  const found: Subresource[] = [];
  if (version.subresources?.status) {
    found.push({ name: "status", verbs, responseKind: { group, version: version.name, kind } });
  }
  if (version.subresources?.scale) {
    found.push({ name: "scale", verbs, responseKind: { group: "autoscaling", version: "v1", kind: "Scale" } });
  }
  return found;
}
