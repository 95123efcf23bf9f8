/** From what people call a workload ("deploy/web", "web") to the object. */
import { Failure, failedWith } from "../../core/failure.ts";
import { quoted } from "../../core/quoted.ts";
import { say } from "../../core/text.ts";
import { type Kind, type KubeObject, short } from "../../kubernetes/object.ts";
import type { Discovery } from "../kinds/discovery.ts";
import { isObject } from "../connection/shapes.ts";
import { getObject } from "./get.ts";
import { resourceOf } from "./list.ts";
import { isObjectName } from "../connection/names.ts";
import { namesIfAllowed, nearNames } from "./near.ts";
import type { Session } from "../connection/session.ts";

/** What "web" alone may be. Asked first; the other kinds only where none of these has the name. */
const USUAL: readonly string[] = ["Deployment", "StatefulSet", "DaemonSet"];

/**
 * @param kinds which kinds it may be, as Kubernetes spells them
 * @throws Failure "not-found" with what is near, "ambiguous" where several kinds have the name
 */
export async function findWorkload(
  person: Session,
  discovery: Discovery,
  target: string,
  namespace: string,
  kinds: readonly string[] = USUAL,
): Promise<KubeObject> {
  const [first = "", second] = target.trim().split(/[/\s]+/, 2);
  if (second !== undefined) {
    const kind = await discovery.readable(first);
    if (kinds.includes(kind.kind)) return getObject(person, kind, namespace, second);
    throw new Failure("refused", { because: say`This works on ${kinds.join(", ")}, and ${target} is a ${kind.kind}.` });
  }
  const tiers = [kinds.filter((kind) => USUAL.includes(kind)), kinds.filter((kind) => !USUAL.includes(kind))];
  const asked: Kind[] = [];
  for (const tier of tiers) {
    const served = await Promise.all(tier.map((kind) => discovery.find(kind)));
    const found = await withName(person, served, namespace, first);
    const [only, another] = found;
    if (another) throw ambiguous(first, found);
    if (only) return only;
    asked.push(...served);
  }
  throw await nothing(person, asked, namespace, first);
}

/** A kind that this person may not read does not hide what they may. Only when nothing is found does it matter. */
async function withName(
  person: Session,
  kinds: readonly Kind[],
  namespace: string,
  name: string,
): Promise<readonly KubeObject[]> {
  if (!isObjectName(name)) return [];
  const answers = await Promise.allSettled(
    kinds.map((kind) => person.json({ verb: "get", on: resourceOf(kind, namespace, name) }, isObject)),
  );
  const found = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  if (found.length > 0) return found;
  const failed = answers.find((answer) => answer.status === "rejected" && !failedWith(answer.reason, "not-found"));
  if (failed?.status === "rejected") throw failed.reason;
  return [];
}

const ambiguous = (word: string, found: readonly KubeObject[]): Failure<"ambiguous"> =>
  new Failure("ambiguous", {
    word,
    choices: found.map((object) => ({ label: short(object), value: short(object) })),
    argument: "target",
  });

async function nothing(
  person: Session,
  kinds: readonly Kind[],
  namespace: string,
  name: string,
): Promise<Failure<"not-found">> {
  const known = await Promise.all(
    kinds.map(async (kind) => {
      const names = await namesIfAllowed(person, kind, namespace);
      return names.map((name) => ({ name, label: short({ kind: kind.kind, metadata: { name } }) }));
    }),
  );
  const all = known.flat();
  const near = nearNames(
    name,
    all.map((one) => one.name),
  ).map((near) => all.find((one) => one.name === near)?.label ?? near);
  return new Failure("not-found", { what: `workload ${quoted(name)}`, namespace, near });
}
