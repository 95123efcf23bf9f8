import type { ApiRequest } from "../api.ts";
import type { KubeObject } from "../controllers/controller.ts";
import { representedAs } from "../kinds/convert.ts";
import { apiVersionOf, type Kind } from "../kinds/kind.ts";
import { type Shape, shapeOf } from "./accept.ts";
import type { Page } from "./page.ts";
import { includeOf, partial, tableOf, type TableQuery } from "./table.ts";

/** How a request wants its objects: whole, as a Table, or only their metadata. */
export interface View {
  readonly kind: Kind;
  readonly shape: Shape;
  readonly table: TableQuery;
}

export function viewOf({ message, route }: ApiRequest, kind: Kind, now: number): View {
  return { kind, shape: shapeOf(message.headers.accept), table: { include: includeOf(route.query), now } };
}

export function showOne({ kind, shape, table }: View, object: KubeObject): unknown {
  if (shape === "full") return representedAs(kind, object);
  if (shape === "metadata") return partial(object);
  return tableOf(kind, [object], { resourceVersion: object.metadata.resourceVersion }, table);
}

export function showPage({ kind, shape, table }: View, { items, resourceVersion, remaining, ...page }: Page): unknown {
  const metadata = {
    resourceVersion,
    // Lists of custom kinds say that nothing follows, where built-in ones say nothing.
    ...(page.continue !== undefined
      ? { continue: page.continue }
      : kind.custom && shape === "full" && { continue: "" }),
    ...(remaining && { remainingItemCount: remaining }),
  };
  if (shape === "table") return tableOf(kind, items, metadata, table);
  if (shape === "metadata") {
    return { kind: "PartialObjectMetadataList", apiVersion: "meta.k8s.io/v1", metadata, items: items.map(partial) };
  }
  const shown = items.map((object) => representedAs(kind, object));
  return {
    kind: `${kind.kind}List`,
    apiVersion: apiVersionOf(kind),
    metadata,
    items: kind.custom ? shown : shown.map(untyped),
  };
}

/** The items of a built-in list do not repeat what the list says: Go leaves their TypeMeta empty. */
function untyped({ apiVersion: _apiVersion, kind: _kind, ...object }: KubeObject): object {
  return object;
}
