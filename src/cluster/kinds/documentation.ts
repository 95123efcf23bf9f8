/** What the cluster itself says about the fields of its kinds, custom ones included: `kubectl explain` without kubectl. */
import { LRUCache } from "lru-cache";
import { Failure, failedWith } from "../../core/failure.ts";
import { nearest } from "../../core/nearest.ts";
import { say } from "../../core/text.ts";
import type { FieldDoc } from "../../kubernetes/fields.ts";
import { fieldDoc, type Schemas } from "../../kubernetes/schema.ts";
import type { Discovery } from "./discovery.ts";
import type { Session } from "../connection/session.ts";
import { isRecord } from "../connection/shapes.ts";

export interface Documentation {
  /**
   * @param path a kind, then fields: ["deployment", "spec", "strategy"]
   * @throws Failure "unknown-kind", or "not-found" for a field
   */
  fields(path: readonly string[]): Promise<FieldDoc>;
}

/** One document for each group version, up to 1.6 MB as it arrives and a fifth of that as it is kept. */
const MOST = 8;
/** A custom kind may get new fields at any time. */
const LIFETIME = 5 * 60_000;

interface Document {
  readonly components?: { readonly schemas?: Schemas };
}
const isDocument = (body: unknown): body is Document => isRecord(body) && isRecord(body.components ?? {});

export function createDocumentation(bot: Session, discovery: Discovery): Documentation {
  const documents = new LRUCache<string, Schemas>({
    max: MOST,
    ttl: LIFETIME,
    fetchMethod: async (path) => {
      const document = await bot.json({ verb: "get", on: path }, isDocument);
      return document.components?.schemas ?? {};
    },
  });

  async function schemasOf(group: string, version: string): Promise<Schemas> {
    try {
      return (await documents.fetch(`/openapi/v3/${group === "" ? "api" : `apis/${group}`}/${version}`)) ?? {};
    } catch (error) {
      if (failedWith(error, "not-found")) return {}; // an aggregated API may publish no documentation
      throw error;
    }
  }

  return {
    async fields([word = "", ...path]) {
      const { group, version, kind } = await discovery.find(word);
      const found = fieldDoc(await schemasOf(group, version), { group, version, kind }, path);
      if (!found) throw new Failure("refused", { because: say`This cluster publishes no documentation of ${kind}.` });
      if (!("known" in found)) return found;
      const near = nearest(found.step, found.known);
      throw new Failure("not-found", { what: `field ${found.path} in ${kind}`, cluster: bot.cluster, near });
    },
  };
}
