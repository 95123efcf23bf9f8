/** One object. Where it is missing, what is near. */
import { Failure, failedWith } from "../core/failure.ts";
import { nearest } from "../core/nearest.ts";
import { say } from "../core/text.ts";
import { type Kind, type KubeObject, short } from "../kubernetes/object.ts";
import { resourceOf } from "./list.ts";
import type { Session } from "./session.ts";
import { readNames } from "./table.ts";

/** @throws Failure "not-found" with names that are near */
export async function getObject(
  person: Session,
  kind: Kind,
  namespace: string | undefined,
  name: string,
  subresource?: string,
): Promise<KubeObject> {
  if (kind.namespaced && namespace === undefined) {
    throw new Failure("refused", { because: say`Say in which namespace ${name} is.` });
  }
  try {
    const on = resourceOf(kind, namespace, name, subresource);
    return await person.json<KubeObject>({ verb: "get", on, as: "person" });
  } catch (error) {
    if (!failedWith(error, "not-found")) throw error;
    throw await missing(person, kind, namespace, name);
  }
}

export async function missing(
  person: Session,
  kind: Kind,
  namespace: string | undefined,
  name: string,
): Promise<Failure<"not-found">> {
  const where = kind.namespaced ? { namespace } : { cluster: person.cluster };
  const near = nearNames(name, await namesIfAllowed(person, kind, namespace));
  return new Failure("not-found", { what: short({ kind: kind.kind, metadata: { name } }), ...where, near });
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
