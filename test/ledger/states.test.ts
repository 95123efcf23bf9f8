/** The life of an operation against a model: any sequence of moves, by any number of people, leaves the two equal. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { OperationState } from "../../src/core/ledger.ts";
import { openLedger } from "../../src/ledger/index.ts";
import { NOW, proposal, row } from "./sample.ts";

const STATES: readonly OperationState[] = [
  "proposed",
  "executing",
  "done",
  "failed",
  "unknown",
  "cancelled",
  "expired",
];
const ENDED = new Set<OperationState>(["done", "failed", "unknown", "cancelled", "expired"]);

const move = fc.record({
  which: fc.nat(2),
  from: fc.constantFrom(...STATES),
  to: fc.constantFrom(...STATES),
});

test("a move succeeds exactly when the operation is where it starts, and what has ended stays ended", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 40 }), async (moves) => {
      const ledger = await openLedger({ file: ":memory:", now: () => NOW });
      const operations = [proposal(), proposal(), proposal()];
      const model: OperationState[] = operations.map(() => "proposed");
      for (const operation of operations) await ledger.begin(operation, row("propose", operation));
      for (const { which, from, to } of moves) {
        const operation = operations[which];
        if (!operation) continue;
        const moved = await ledger.move(operation.id, from, to, row(to, operation)).catch(() => "refused");
        if (moved === true) {
          expect(model[which]).toBe(from);
          expect(ENDED.has(from)).toBe(false);
          model[which] = to;
        } else if (moved === false) expect(model[which]).not.toBe(from);
        expect((await ledger.operation(operation.id))?.state).toBe(model[which]);
      }
      expect((await ledger.unfinished()).length).toBe(model.filter((state) => state === "executing").length);
      await ledger.close();
    }),
    { numRuns: 100 },
  );
});

test.each([
  ["done", "executing"],
  ["unknown", "executing"],
  ["proposed", "done"],
  ["executing", "proposed"],
] as const)("%s never becomes %s", async (from, to) => {
  const ledger = await openLedger({ file: ":memory:" });
  await expect(ledger.move("id", from, to, row(to))).rejects.toThrow(`cannot go from ${from} to ${to}`);
  await ledger.close();
});
