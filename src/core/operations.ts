/**
 * What becomes of a Change: shown, confirmed by the person who asked, carried out (carry-out.ts), offered to be undone.
 * Written once, for every command that changes something.
 */
import { randomBytes } from "node:crypto";
import { Begun, createCarryOut, recorded, row } from "./carry-out.ts";
import { type Change, isChange } from "./change.ts";
import type { Invocation } from "./command.ts";
import type { Context } from "./context.ts";
import { Failure } from "./failure.ts";
import { figuresNow } from "./figures.ts";
import type { Operation } from "./ledger.ts";
import type { Effect } from "./policy.ts";
import { button, type Reply, reply } from "./reply.ts";
import type { Services } from "./services.ts";
import { say, type Text } from "./text.ts";

/** A preview older than this is shown anew: a phone may lie in a pocket with the button on screen. */
const LIFETIME = 15 * 60_000;

/** What is said twice within this many milliseconds, and would act at once, was said once: people re-type when Slack is slow. */
const DOUBLE = 10_000;

/** Whoever was told so may say the same line again at once. */
const wasNotDone = (error: unknown): boolean =>
  error instanceof Begun && error.cause instanceof Failure && error.cause.code !== "unknown-outcome";

const alreadyAnswered = ({ person }: Operation) => new Failure("already-answered", { by: person.name });

export type Plan = (invocation: Invocation) => Promise<{ answer: Reply | Change; effect: Effect; ctx: Context }>;

export function createOperations(services: Pick<Services, "ledger" | "now" | "report" | "afterwards">) {
  const { ledger, now, report } = services;
  const carryOut = createCarryOut(services);

  async function* propose(
    ctx: Context,
    invocation: Invocation,
    change: Change,
    effect: Effect,
    notice?: Text,
  ): AsyncGenerator<Reply> {
    const operation: Operation = {
      id: randomBytes(16).toString("hex"),
      state: effect === "allow" ? "executing" : "proposed",
      person: ctx.person,
      place: ctx.place,
      invocation,
      change,
      createdAt: now(),
      expiresAt: now() + LIFETIME,
    };
    if (effect !== "allow") {
      await recorded(ctx, ledger.begin(operation, row(ctx, operation, "propose")));
      return yield preview(operation, notice);
    }
    const once = { key: `once ${ctx.person.id} ${ctx.place.id} ${JSON.stringify(invocation)}`, ttl: DOUBLE };
    if (!(await recorded(ctx, ledger.begin(operation, row(ctx, operation, "execute"), once)))) {
      throw new Failure("already-answered", { by: "you, a moment ago" });
    }
    try {
      yield* carryOut(ctx, operation);
    } catch (error) {
      if (wasNotDone(error)) await ledger.forget(once.key).catch((cause: unknown) => report(cause, ctx.reference));
      throw error;
    }
  }

  /** Only the person who asked may press; identity, policy and expiry are checked again, the rest by the API's preconditions. */
  async function* confirm(ctx: Context, id: string, admit: (operation: Operation) => Context): AsyncGenerator<Reply> {
    const operation = await mine(ctx, id);
    if (operation.state !== "proposed") throw alreadyAnswered(operation);
    const same = JSON.stringify(operation.person.kubernetes) === JSON.stringify(ctx.person.kubernetes);
    if (!same || operation.expiresAt < now()) {
      await recorded(ctx, ledger.move(id, "proposed", "expired", row(ctx, operation, "expired")));
      throw new Failure("expired", {});
    }
    const admitted = admit(operation);
    const started = ledger.move(id, "proposed", "executing", row(admitted, operation, "execute"));
    if (!(await recorded(admitted, started))) throw alreadyAnswered(operation);
    yield* carryOut(admitted, operation);
  }

  async function cancel(ctx: Context, id: string): Promise<Reply> {
    const operation = await mine(ctx, id);
    const moved = await recorded(ctx, ledger.move(id, "proposed", "cancelled", row(ctx, operation, "cancelled")));
    if (!moved) throw alreadyAnswered(operation);
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
      body: [
        ...(change.diff.length > 0 ? [{ diff: change.diff }] : []),
        ...(change.figures ? [{ text: say`Now: ${figuresNow(change.figures)}` }] : []),
        ...warnings.map((text) => ({ text })),
      ],
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
}
