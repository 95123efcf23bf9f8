/** Asks the server for its own table of a kind (meta/v1 Table), a page of it, or of one object. */
import type { Query } from "../../core/cluster.ts";
import type { Kind } from "../../kubernetes/object.ts";
import { LIST_DEADLINE, resourceOf, selectors } from "./list.ts";
import type { Session } from "../connection/session.ts";
import { isPage, namesIn, type Page, sheetOf } from "./sheet.ts";
import type { Parameters } from "../connection/url.ts";

const ACCEPT = ["v1", "v1beta1"]
  .map((version) => `application/json;as=Table;g=meta.k8s.io;v=${version}`)
  .concat("application/json")
  .join(",");

/** Bare rows are small: so many parse in a few milliseconds. */
export const BARE = { includeObject: "None", limit: 2000 };
/** With a name, the object itself and not a list of it: an unknown name is a 404 then, and no empty table. */
export function askTable(person: Session, kind: Kind, query: Query, parameters: Parameters): Promise<Page> {
  const one = query.name !== undefined && (query.namespace !== undefined || !kind.namespaced);
  return person.json(
    {
      verb: one ? "get" : "list",
      on: resourceOf(kind, query.namespace, one ? query.name : undefined),
      accept: ACCEPT,
      parameters: one ? { includeObject: "None" } : { ...selectors(kind, query), ...parameters },
      deadline: LIST_DEADLINE,
    },
    isPage,
  );
}

/** The first names of a kind. From a bare table too: asking for metadata would bring 4 KB along with each. */
export async function readNames(
  person: Session,
  kind: Kind,
  namespace: string | undefined,
  limit: number,
): Promise<readonly string[]> {
  const page = await askTable(person, kind, { namespace }, { ...BARE, limit });
  return namesIn(sheetOf(page, namespace, person.clock.now())).slice(0, limit);
}
