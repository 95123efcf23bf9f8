/** Which kind a word means, by kubectl's rules: plural, singular, kind or short name, each alone or with ".group". */
import { Failure } from "../../core/failure.ts";
import { nearest } from "../../core/nearest.ts";
import type { Kind } from "../../kubernetes/object.ts";

/**
 * @param kinds in the server's own order of preference: of several kinds of one name ("events") the first is meant
 * @returns undefined for an unknown word
 */
export function lookUp(word: string, kinds: readonly Kind[]): Kind | undefined {
  const [name = "", ...rest] = word.toLowerCase().split(".");
  const group = rest.join(".");
  const within = (belongs: (kind: Kind) => boolean): Kind | undefined => named(name, kinds.filter(belongs));
  if (group === "") return within(() => true);
  // kubectl takes the beginning of a group too: "certificates.cert-manager" for cert-manager.io.
  return within((kind) => kind.group === group) ?? within((kind) => kind.group.startsWith(group));
}

/** A full name beats a short one: a custom kind may call itself what another one is called for short. */
function named(name: string, kinds: readonly Kind[]): Kind | undefined {
  return (
    kinds.find(({ resource }) => resource === name) ??
    kinds.find(({ singular, kind }) => singular === name || kind.toLowerCase() === name) ??
    kinds.find(({ shortNames }) => shortNames.includes(name))
  );
}

export function unknownKind(word: string, kinds: readonly Kind[]): Failure<"unknown-kind"> {
  const words = kinds
    .filter((kind) => !isSecret(kind))
    .flatMap((kind) => [kind.resource, kind.singular, ...kind.shortNames]);
  return new Failure("unknown-kind", {
    word,
    near: nearest(
      word,
      [...new Set(words)].filter((known) => known !== ""),
    ),
  });
}

export const isSecret = ({ group, resource }: Pick<Kind, "group" | "resource">): boolean =>
  group === "" && resource === "secrets";
