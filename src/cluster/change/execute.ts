/**
 * A change, carried out. Each is one conditional request: a JSON Patch that tests what it replaces, or a deletion bound to
 * a uid. Its condition is false once it has run, so it cannot act twice; and it is sent only once anyway.
 */
import type { Change } from "../../core/change.ts";
import { Failure, failedWith } from "../../core/failure.ts";
import type { KubeObject } from "../../kubernetes/object.ts";
import { isUnsent } from "../connection/failures.ts";
import { whatBecameOf } from "./outcome.ts";
import { CHANGE_DEADLINE, changeRequest, managerOf } from "./preview.ts";
import type { Session } from "../connection/session.ts";
import { isObjectOrStatus } from "../connection/shapes.ts";

/**
 * @param operation travels as the field manager and into the API server's audit log
 * @returns the object afterwards, or its Scale where that was patched; undefined where it was deleted
 * @throws Failure; "unknown-outcome" only where reading cannot tell either
 */
export async function executeChange(
  person: Session,
  change: Change,
  operation: string,
): Promise<KubeObject | undefined> {
  const { target, call } = change;
  const manager = managerOf(operation);
  const until = person.clock.now() + CHANGE_DEADLINE;
  try {
    const after = await person.json(
      {
        ...changeRequest(target, call, { manager, dryRun: false }),
        operation,
      },
      isObjectOrStatus,
    );
    return call.verb === "delete" ? undefined : after;
  } catch (error) {
    if (!isLost(error)) throw error;
    return whatBecameOf(person, change, { manager, until, error });
  }
}

/** No answer, or a 5xx, which does not say whether it was executed. A 4xx does: it was not. */
const isLost = (error: unknown): boolean =>
  !(error instanceof Failure) || failedWith(error, "timeout") || (failedWith(error, "unavailable") && !isUnsent(error));
