/**
 * At the start: changes that were being carried out when the last process ended. Nothing is sent again. What happened is
 * read from the cluster, written down, and told where it was asked.
 */
import type { Clusters } from "./cluster.ts";
import type { Place } from "./context.ts";
import { explain } from "./explain.ts";
import { Failure, failedWith } from "./failure.ts";
import type { Ledger, Operation, OperationState } from "./ledger.ts";
import { type Reply, button, reply } from "./reply.ts";
import { say } from "./text.ts";

export async function* recover({
  ledger,
  clusters,
}: {
  readonly ledger: Ledger;
  readonly clusters: Clusters;
}): AsyncGenerator<{ readonly place: Place; readonly reply: Reply }> {
  for (const operation of await ledger.unfinished()) {
    const { state, said } = await outcome(clusters, operation);
    const { id, person, place, invocation, change } = operation;
    await ledger.move(id, "executing", state, {
      reference: id.slice(0, 8),
      event: state,
      person: person.id,
      user: person.kubernetes?.user,
      place: place.id,
      command: invocation.command,
      args: invocation.args,
      cluster: change.target.cluster,
      operation: id,
      outcome: "recovered",
    });
    yield { place, reply: said };
  }
}

async function outcome(
  clusters: Clusters,
  { id, change, person, invocation }: Operation,
): Promise<{ state: OperationState; said: Reply }> {
  const rest = { kubectl: change.kubectl, open: true };
  try {
    const done = await clusters.connect(change.target.cluster, person.kubernetes).happened(change, id);
    if (done) return { state: "done", said: reply.ok(say`I was restarted meanwhile. ${change.done}`, rest) };
    const again = button("Show it again", invocation, { style: "primary" });
    return {
      state: "failed",
      said: reply.warn(say`I was restarted before I could do this: ${change.title}`, { ...rest, actions: [again] }),
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (failedWith(error, "unknown-outcome")) return { state: "unknown", said: explain(error, id.slice(0, 8)) };
    // It cannot even be asked (rights taken away, cluster no longer served): people have to look themselves.
    const unknown = new Failure("unknown-outcome", { title: change.title, check: change.kubectl });
    return { state: "unknown", said: explain(unknown, id.slice(0, 8)) };
  }
}
