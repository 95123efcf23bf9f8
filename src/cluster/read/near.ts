/** What somebody may have meant by a name that is not there. */
import { Failure } from "../../core/failure.ts";
import { nearest } from "../../core/nearest.ts";
import { quoted, shortened } from "../../core/quoted.ts";
import { type Kind, short } from "../../kubernetes/object.ts";
import { isObjectName } from "../connection/names.ts";
import type { Session } from "../connection/session.ts";
import { readNames } from "./table-request.ts";

export async function missing(
  person: Session,
  kind: Kind,
  namespace: string | undefined,
  name: string,
): Promise<Failure<"not-found">> {
  const where = kind.namespaced ? { namespace } : { cluster: person.cluster };
  const near = nearNames(name, await namesIfAllowed(person, kind, namespace));
  const what = isObjectName(name)
    ? short({ kind: kind.kind, metadata: { name: shortened(name) } })
    : `${kind.singular} ${quoted(name)}`;
  return new Failure("not-found", { what, ...where, near });
}

const MANY = 500;

/** Suggestions are a courtesy: whoever may not list, or asks a server in trouble, gets the plain answer instead. */
export const namesIfAllowed = (
  person: Session,
  kind: Kind,
  namespace: string | undefined,
): Promise<readonly string[]> => readNames(person, kind, namespace, MANY).catch(() => []);

/** Names with the word in them, then those a typing mistake away. Three at most. */
export function nearNames(word: string, names: readonly string[]): readonly string[] {
  const wanted = word.toLowerCase();
  const holding = wanted.length < 2 ? [] : names.filter((name) => name.includes(wanted));
  return [...new Set([...holding.toSorted((a, b) => a.length - b.length), ...nearest(word, names)])].slice(0, 3);
}
