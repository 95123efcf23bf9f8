/** Lists, page by page: one body of ten thousand pods would stop the process for a second and need half a gigabyte. */
import type { Query } from "../../core/cluster.ts";
import { Failure } from "../../core/failure.ts";
import { say } from "../../core/text.ts";
import { type Kind, type KubeObject, qualified } from "../../kubernetes/object.ts";
import { Expired } from "../connection/failures.ts";
import { objectName } from "../connection/names.ts";
import type { Session } from "../connection/session.ts";
import { isObjectList } from "../connection/shapes.ts";
import type { Parameters, Resource } from "../connection/url.ts";

export const LIST_DEADLINE = 30_000;
const PAGE = 100;
/** Beyond this nobody reads on, and whole objects would fill a small heap. Tables have no such limit. */
const MOST = 5000;

/** Whole objects, but for managedFields: 40 % of them, and of use to no reader of a list. */
export async function listObjects(person: Session, kind: Kind, query: Query): Promise<readonly KubeObject[]> {
  const on = resourceOf(kind, query.namespace);
  const objects = await pages(
    (token) =>
      person.json(
        {
          verb: "list",
          on,
          parameters: { ...selectors(kind, query), limit: PAGE, continue: token },
          deadline: LIST_DEADLINE,
        },
        isObjectList,
      ),
    ({ apiVersion = "", items }) => (items ?? []).map((item) => complete(item, apiVersion, kind)),
    MOST,
  );
  if (objects) return objects;
  throw new Failure("refused", {
    because: say`There are more than ${MOST} ${qualified(kind)}. Narrow it down with a namespace, a name or -l.`,
  });
}

/** Items of a list come without apiVersion and kind. */
function complete(item: KubeObject, apiVersion: string, { kind }: Kind): KubeObject {
  const { managedFields: _, ...metadata } = item.metadata;
  return { ...item, apiVersion: item.apiVersion ?? apiVersion, kind: item.kind ?? kind, metadata };
}

/**
 * All pages of one list. A continue token lives about five minutes; when it dies (410) the list starts over, once.
 * @returns undefined where there is more than `most`
 */
export async function pages<Page extends { readonly metadata?: { readonly continue?: string } }, Item>(
  fetch: (token: string | undefined) => Promise<Page>,
  take: (page: Page) => readonly Item[],
  most = Number.POSITIVE_INFINITY,
): Promise<readonly Item[] | undefined> {
  for (let attempt = 1; ; attempt++) {
    const all: Item[] = [];
    try {
      let token: string | undefined;
      do {
        const page = await fetch(token);
        for (const item of take(page)) all.push(item);
        if (all.length > most) return undefined;
        token = page.metadata?.continue || undefined;
      } while (token !== undefined);
      return all;
    } catch (error) {
      if (!(error instanceof Expired) || attempt > 1) throw error;
    }
  }
}

export function selectors(kind: Kind, { name, namespace, labels, fields }: Query): Parameters {
  const named = name === undefined ? undefined : `metadata.name=${objectName(name, kind.singular, namespace)}`;
  const fieldSelector = [named, fields].filter((part) => part !== undefined).join(",");
  return { labelSelector: labels, fieldSelector: fieldSelector === "" ? undefined : fieldSelector };
}

/** Where a kind is in the API. What belongs to no namespace is asked for without one, whatever the scope says. */
export function resourceOf(kind: Kind, namespace: string | undefined, name?: string): Resource {
  const { group, version, resource, namespaced } = kind;
  return { group, version, resource, namespace: namespaced ? namespace : undefined, name };
}
