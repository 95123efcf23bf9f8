import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLedger } from "../../src/ledger/index.ts";
import { unanswered } from "../../src/ledger/unanswered.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kubemate-unanswered-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("what was not answered, the most frequent first, read beside a running bot", async () => {
  const file = join(folder, "ledger.sqlite");
  const ledger = await openLedger({ file });
  const row = (command: string, question: string, outcome: string) =>
    ledger.audit({ reference: "r", event: "read", person: "T1:U1", place: "C1", command, args: { question }, outcome });
  await row("explain", "How do I bake bread", "unanswered");
  await row("explain", "how do I bake bread", "unanswered");
  await row("explain", "what is a pod", "ok");
  await row("feedback unhelpful", "what is a mesh", "ok");
  await row("get", "pods", "unanswered");
  const found = unanswered(file);
  expect(found.map(({ question, times }) => [question.toLowerCase(), times])).toEqual([
    ["how do i bake bread", 2],
    ["what is a mesh", 1],
  ]);
  expect(Date.parse(found[0]?.last ?? "")).toBeGreaterThan(Date.now() - 60_000);
  await ledger.close();
});

test("a file that is no ledger is refused", () => {
  expect(() => unanswered(join(folder, "nothing.sqlite"))).toThrow(/unable to open/);
});
