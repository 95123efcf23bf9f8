/** One object. Where it is missing, what is near. */
import { Failure, failedWith } from "../../core/failure.ts";
import { say } from "../../core/text.ts";
import type { Kind, KubeObject } from "../../kubernetes/object.ts";
import { isObject } from "../connection/shapes.ts";
import { resourceOf } from "./list.ts";
import { missing } from "./near.ts";
import type { Session } from "../connection/session.ts";

/** @throws Failure "not-found" with names that are near */
export async function getObject(
  person: Session,
  kind: Kind,
  namespace: string | undefined,
  name: string,
): Promise<KubeObject> {
  if (kind.namespaced && namespace === undefined) {
    throw new Failure("refused", { because: say`Say in which namespace ${name} is.` });
  }
  try {
    return await person.json({ verb: "get", on: resourceOf(kind, namespace, name) }, isObject);
  } catch (error) {
    throw failedWith(error, "not-found") ? await missing(person, kind, namespace, name) : error;
  }
}
