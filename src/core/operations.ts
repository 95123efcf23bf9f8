/**
 * What becomes of a Change: shown, confirmed by the person who asked, carried out once, read back, offered to be undone.
 * Written once, for every command that changes something.
 */
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { type Change, isChange } from "./change.ts";
import type { Invocation } from "./command.ts";
import type { Context } from "./context.ts";
import { Failure, failedWith } from "./failure.ts";
import type { AuditRow, Operation } from "./ledger.ts";
import { outcomes } from "./outcomes.ts";
import type { Effect } from "./policy.ts";
import { button, type Reply, reply } from "./reply.ts";
import type { Services } from "./services.ts";
import { say, type Text } from "./text.ts";

/** A preview older than this is shown anew: a phone may lie in a pocket with the button on screen. */
const LIFETIME = 15 * 60_000;

/** What is said twice within this many milliseconds, and would act at once, was said once: people re-type when Slack is slow. */
const DOUBLE = 10_000;

/** An act that takes longer than this many milliseconds is announced first. */
const PATIENCE = 700;

/** What went wrong after an act had begun. It is said to everybody who could see the beginning. */
export class Begun extends Error {
  constructor(cause: unknown) {
    super("failed after it had begun", { cause });
    this.name = "Begun";
  }
}

export type Plan = (invocation: Invocation) => Promise<{ answer: Reply | Change; effect: Effect; ctx: Context }>;

export function createOperations({ ledger, now, report }: Pick<Services, "ledger" | "now" | "report">) {
  /** What has to be written before an act. Where it cannot be, there is no act. */
  async function before<T>(ctx: Context, writing: Promise<T>): Promise<T> {
    try {
      return await writing;
    } catch (cause) {
      throw new Failure("no-audit", { reference: ctx.reference }, { cause });
    }
  }

  /** What is written after it. The act stands whether or not that succeeds; its row says "executing" until the next start. */
  const after = (ctx: Context, writing: Promise<unknown>): Promise<void> =>
    writing.then(
      () => undefined,
      (error: unknown) => report(error, ctx.reference),
    );

  async function* propose(
    ctx: Context,
    invocation: Invocation,
    change: Change,
    effect: Effect,
    notice?: Text,
  ): AsyncGenerator<Reply> {
    const operation: Operation = {
      id: randomBytes(16).toString("hex"),
      state: "proposed",
      person: ctx.person,
      place: ctx.place,
      invocation,
      change,
      createdAt: now(),
      expiresAt: now() + LIFETIME,
    };
    if (
      effect === "allow" &&
      !(await ledger.first(`once ${ctx.person.id} ${ctx.place.id} ${JSON.stringify(invocation)}`, DOUBLE))
    ) {
      throw new Failure("already-answered", { by: "you, a moment ago" });
    }
    await before(ctx, ledger.propose(operation, row(ctx, operation, "propose")));
    if (effect === "allow") yield* carryOut(ctx, operation);
    else yield preview(operation, notice);
  }

  async function* carryOut(ctx: Context, operation: Operation): AsyncGenerator<Reply> {
    const { id, change } = operation;
    if (!(await before(ctx, ledger.move(id, "proposed", "executing", row(ctx, operation, "execute"))))) {
      throw new Failure("already-answered", { by: operation.person.name });
    }
    const acting = act(ctx, operation);
    if (!(await settled(acting, PATIENCE))) yield reply.info(say`${change.title} …`, { open: true });
    await acting;
    yield* outcomes(ctx, change, change.undo ? [button("Undo", { command: "undo", args: { operation: id } })] : []);
  }

  /** The act and its row, to their end: whoever stops listening does not stop it. @throws Begun */
  async function act(ctx: Context, operation: Operation): Promise<void> {
    const { id, change } = operation;
    try {
      const object = await ctx.cluster.execute(change, id);
      const generation = object?.metadata.generation;
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

  /** Only the person who asked may press; identity, policy and expiry are checked again, the rest by the API's preconditions. */
  async function* confirm(ctx: Context, id: string, admit: (operation: Operation) => Context): AsyncGenerator<Reply> {
    const operation = await mine(ctx, id);
    if (operation.state !== "proposed") throw new Failure("already-answered", { by: operation.person.name });
    const same = JSON.stringify(operation.person.kubernetes) === JSON.stringify(ctx.person.kubernetes);
    if (!same || operation.expiresAt < now()) {
      await ledger.move(id, "proposed", "expired", row(ctx, operation, "expired"));
      throw new Failure("expired", {});
    }
    yield* carryOut(admit(operation), operation);
  }

  async function cancel(ctx: Context, id: string): Promise<Reply> {
    const operation = await mine(ctx, id);
    const moved = await ledger.move(id, "proposed", "cancelled", row(ctx, operation, "cancelled"));
    if (!moved) throw new Failure("already-answered", { by: operation.person.name });
    return reply.info(say`Cancelled, nothing was changed: ${operation.change.title}`, { open: true });
  }

  /** Plans the way back as the person who presses. It acts at once only where policy allows and nobody changed the object since. */
  async function* undo(ctx: Context, id: string | undefined, plan: Plan): AsyncGenerator<Reply> {
    const operation = id === undefined ? await ledger.last(ctx.person.id, ctx.place.id) : await ledger.operation(id);
    if (!operation)
      throw id === undefined
        ? new Failure("refused", { because: say`You have changed nothing here that can be undone.` })
        : new Failure("expired", {});
    const { change, after: left } = operation;
    if (operation.state !== "done" || !change.undo) {
      throw new Failure("refused", { because: say`There is no way back from this: ${change.done}.` });
    }
    const { answer, effect, ctx: there } = await plan(change.undo);
    if (!isChange(answer)) return yield answer;
    const untouched =
      answer.target.uid === left?.uid &&
      (left.generation === undefined || answer.target.generation === left.generation);
    const notice = untouched ? undefined : say`Somebody changed it since. Look at the difference before you go on.`;
    yield* propose(there, change.undo, answer, untouched ? effect : "confirm", notice);
  }

  async function mine(ctx: Context, id: string): Promise<Operation> {
    const operation = await ledger.operation(id);
    if (!operation) throw new Failure("expired", {});
    if (operation.person.id !== ctx.person.id) throw new Failure("not-yours", { owner: operation.person.name });
    return operation;
  }

  return { propose, confirm, cancel, undo };

  function preview({ id, change }: Operation, notice?: Text): Reply {
    const destroys = change.call.verb === "delete";
    const warnings = notice ? [notice, ...change.warnings] : change.warnings;
    return (warnings.length > 0 || destroys ? reply.warn : reply.info)(say`${change.title}?`, {
      body: [...(change.diff.length > 0 ? [{ diff: change.diff }] : []), ...warnings.map((text) => ({ text }))],
      actions: [
        button(
          change.label,
          { command: "confirm", args: { operation: id } },
          { style: destroys ? "danger" : "primary", inPlace: true },
        ),
        button("Cancel", { command: "cancel", args: { operation: id } }, { inPlace: true }),
      ],
      kubectl: change.kubectl,
      open: true,
    });
  }

  function row(ctx: Context, operation: Operation, event: string, outcome?: string): AuditRow {
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
}

/** True when the promise ends, well or badly, within this many milliseconds. */
async function settled(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const ended = promise.then(
    () => true,
    () => true, // its error is for whoever awaits the promise itself
  );
  const timer = new AbortController();
  const late = wait(ms, false, { signal: timer.signal }).catch(() => false);
  return Promise.race([ended, late]).finally(() => timer.abort());
}
