/**
 * The kinds of one cluster, remembered. Asked by the bot itself: what a cluster serves belongs to nobody, and constrained
 * impersonation refuses it as a person.
 */
import { Failure } from "../../core/failure.ts";
import type { Kind } from "../../kubernetes/object.ts";
import { discover } from "./discover.ts";
import { isSecret, lookUp, unknownKind } from "./lookup.ts";
import type { Session } from "../connection/session.ts";

export interface Discovery {
  /**
   * "deploy", "Deployment", "deployments.apps" → the kind.
   * @throws Failure "unknown-kind"
   */
  find(word: string): Promise<Kind>;
  /**
   * The same for what is to be read.
   * @throws Failure "unknown-kind" or "secret-kind"
   */
  readable(word: string): Promise<Kind>;
}

const LIFETIME = 5 * 60_000;

/** A kind may have been installed a moment ago, so an unknown word asks again; but not each time somebody mistypes one. */
const PATIENCE = 10_000;

export function createDiscovery(bot: Session): Discovery {
  let known: { readonly kinds: readonly Kind[]; readonly at: number } | undefined;
  let asking: Promise<readonly Kind[]> | undefined;

  const ask = (): Promise<readonly Kind[]> => {
    asking ??= discover(bot)
      .then((kinds) => {
        known = { kinds, at: bot.clock.now() };
        return kinds;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };

  /** Old knowledge is better than none: while the server cannot be asked, words keep their meaning. */
  async function kinds(lifetime: number): Promise<readonly Kind[]> {
    if (!known) return ask();
    if (bot.clock.now() - known.at < lifetime) return known.kinds;
    const old = known.kinds;
    return ask().catch(() => old);
  }

  async function find(word: string): Promise<Kind> {
    const found = lookUp(word, await kinds(LIFETIME)) ?? lookUp(word, await kinds(PATIENCE));
    if (!found) throw unknownKind(word, await kinds(LIFETIME));
    return found;
  }

  return {
    find,
    async readable(word) {
      const kind = await find(word);
      if (isSecret(kind)) throw new Failure("secret-kind", {});
      return kind;
    },
  };
}
