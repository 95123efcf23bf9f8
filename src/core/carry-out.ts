/** The act itself: carried out once, recorded, then followed until it can be judged. */
import { short } from "../kubernetes/object.ts";
import type { Change } from "./change.ts";
import type { Context } from "./context.ts";
import { Failure, failedWith } from "./failure.ts";
import type { AuditRow, Operation } from "./ledger.ts";
import { outcomes } from "./outcomes.ts";
import { type Action, button, type Reply, reply } from "./reply.ts";
import type { Services } from "./services.ts";
import { say } from "./text.ts";
import { within } from "./within.ts";

/** An act that takes longer than this many milliseconds is announced first. */
const PATIENCE = 700;

/** What went wrong after an act had begun. It is said to everybody who could see the beginning. */
export class Begun extends Error {
  constructor(cause: unknown) {
    super("failed after it had begun", { cause });
    this.name = "Begun";
  }
}

/** What has to be written before an act. Where it cannot be, there is no act. @throws Failure "no-audit" */
export async function recorded<T>(ctx: Context, writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (cause) {
    throw new Failure("no-audit", { reference: ctx.reference }, { cause });
  }
}

export function createCarryOut({ ledger, report, afterwards }: Pick<Services, "ledger" | "report" | "afterwards">) {
  /** What is written after it. The act stands whether or not that succeeds; its row says "executing" until the next start. */
  const after = (ctx: Context, writing: Promise<unknown>): Promise<void> =>
    writing.then(
      () => undefined,
      (error: unknown) => report(error, ctx.reference),
    );

  /** @param operation is executing, and written down as such */
  async function* carryOut(ctx: Context, operation: Operation): AsyncGenerator<Reply> {
    const { id, change } = operation;
    const acting = act(ctx, operation);
    if (!(await settled(acting, PATIENCE))) yield reply.info(say`${change.title} …`, { open: true });
    await acting;
    const actions = change.undo ? [button("Undo", { command: "undo", args: { operation: id } })] : [];
    try {
      yield* outcomes(ctx, change, actions, afterwards);
    } catch (error) {
      // It is done: what keeps us from watching it, an outage or a missing right, must not take that word back.
      if (!(error instanceof Failure)) report(error, ctx.reference);
      yield unwatched(change, actions);
    }
  }

  /** The act and its row, to their end: whoever stops listening does not stop it. @throws Begun */
  async function act(ctx: Context, operation: Operation): Promise<void> {
    const { id, change } = operation;
    try {
      const object = await ctx.cluster.execute(change, id);
      const generation = object?.metadata.generation ?? rescaled(change);
      const left = { uid: change.target.uid, ...(generation !== undefined && { generation }) };
      await after(ctx, ledger.move(id, "executing", "done", row(ctx, operation, "done", "ok"), left));
    } catch (error) {
      const state = failedWith(error, "unknown-outcome") ? "unknown" : "failed";
      const code = error instanceof Failure ? error.code : "bug";
      await after(ctx, ledger.move(id, "executing", state, row(ctx, operation, state, code)));
      const stale = failedWith(error, "conflict");
      throw new Begun(stale ? new Failure("conflict", { ...error.facts, again: operation.invocation }) : error);
    }
  }

  return carryOut;
}

/**
 * The generation that a new number of replicas leaves behind, which a Scale does not tell: one more than the person saw.
 * Whatever else has changed since then makes it more, and Undo shows that.
 */
function rescaled({ target: { generation }, call }: Change): number | undefined {
  const isScale = call.verb === "patch" && call.subresource === "scale";
  return isScale && generation !== undefined ? generation + 1 : undefined;
}

function unwatched(change: Change, actions: readonly Action[]): Reply {
  const { kind, name, namespace, cluster } = change.target;
  const what = short({ kind, metadata: { name } });
  const look = button("Look now", { command: "describe", args: { what, ...(namespace && { namespace }), cluster } });
  return reply.warn(change.done, {
    body: [{ text: say`I cannot watch what becomes of it.` }],
    actions: [look, ...actions],
    kubectl: change.kubectl,
    open: true,
  });
}

/** The audit row of one step of an operation. */
export function row(ctx: Context, operation: Operation, event: string, outcome?: string): AuditRow {
  return {
    reference: ctx.reference,
    event,
    person: ctx.person.id,
    user: ctx.person.kubernetes?.user,
    place: ctx.place.id,
    command: operation.invocation.command,
    args: operation.invocation.args,
    cluster: operation.change.target.cluster,
    operation: operation.id,
    outcome,
  };
}

/** True when the promise ends, well or badly, within this many milliseconds. */
async function settled(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const ended = promise.then(
    () => true,
    () => true, // its error is for whoever awaits the promise itself
  );
  return within(ms, ended, false);
}
