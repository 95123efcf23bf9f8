/**
 * A change was sent and its answer lost. It is never sent again; the object itself can tell what happened, because the
 * field manager of the change stays in its managedFields, and what was deleted is gone or going.
 */
import type { Change } from "../../core/change.ts";
import { Failure, failedWith } from "../../core/failure.ts";
import type { KubeObject } from "../../kubernetes/object.ts";
import { CHANGE_DEADLINE, managerOf, previewCall, readTarget } from "./preview.ts";
import type { Session } from "../connection/session.ts";

interface Sent {
  readonly manager: string;
  /** When the server has given up on the request too (it was told a timeout): later it cannot be executed any more. */
  readonly until: number;
  readonly error: unknown;
}

const BETWEEN = 500;
/** For clocks that differ a little, and for the server to be reachable again. */
const GRACE = 5000;

/**
 * @returns as executeChange
 * @throws the original error once it is certain that nothing was done, else Failure "unknown-outcome"
 */
export async function whatBecameOf(person: Session, change: Change, sent: Sent): Promise<KubeObject | undefined> {
  const { clock } = person;
  for (;;) {
    const late = clock.now() > sent.until;
    const seen = await look(person, change, sent.manager);
    if (seen?.happened) return seen.object;
    if (late && seen && (await untouched(person, change))) throw sent.error;
    if (clock.now() > sent.until + GRACE) throw unknownOutcome(change, sent.manager);
    await clock.sleep(BETWEEN);
  }
}

/** The same for a change that an earlier process may have sent. @throws Failure "unknown-outcome" */
export async function hasHappened(person: Session, change: Change, operation: string): Promise<boolean> {
  const notDone = new Error("it was not carried out");
  const sent = { manager: managerOf(operation), until: person.clock.now() + CHANGE_DEADLINE, error: notDone };
  try {
    await whatBecameOf(person, change, sent);
    return true;
  } catch (error) {
    if (error === notDone) return false;
    throw error;
  }
}

/** Undefined where the object could not be read. */
async function look(
  person: Session,
  { target, call }: Change,
  manager: string,
): Promise<{ readonly happened: boolean; readonly object: KubeObject | undefined } | undefined> {
  try {
    const now = await readTarget(person, target);
    const { uid, deletionTimestamp, managedFields = [] } = now.metadata;
    return call.verb === "delete"
      ? { happened: uid !== target.uid || deletionTimestamp !== undefined, object: undefined }
      : { happened: managedFields.some((field) => field.manager === manager), object: now };
  } catch (error) {
    if (call.verb === "delete" && failedWith(error, "not-found")) return { happened: true, object: undefined };
    return undefined; // still out of reach: the caller looks again until its time is over
  }
}

/** Its own condition still holds, so it has not run; and nobody else has changed what it was about. */
const untouched = (person: Session, { target, call }: Change): Promise<boolean> =>
  previewCall(person, target, call).then(
    () => true,
    () => false,
  );

function unknownOutcome({ title, target }: Change, manager: string): Failure<"unknown-outcome"> {
  const { namespace, resource, group, name } = target;
  const where = namespace === undefined ? "" : ` -n ${namespace}`;
  const what = group === "" ? resource : `${resource}.${group}`;
  const check = `kubectl get ${what} ${name}${where} -o yaml --show-managed-fields | grep ${manager}`;
  return new Failure("unknown-outcome", { title, check });
}
