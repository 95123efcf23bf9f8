import { afterEach, beforeEach, expect, test } from "vitest";
import { createOnce } from "../../../../src/chat/slack/receive/once.ts";
import type { Ledger } from "../../../../src/core/ledger.ts";
import { openLedger } from "../../../../src/ledger/index.ts";
import { commands as some, scale } from "../bot.ts";

/** A command that only looks, among others. */
const get = { ...scale, name: "get", needs: ["get pods", "list pods"] as const };
const status = { ...get, name: "rollout status" };
const restart = { ...scale, name: "rollout restart", needs: ["patch deployments.apps"] as const };
const commands = [...some, get, status, restart];
const quiet = { info() {}, warn() {}, error() {} };

let ledger: Awaited<ReturnType<typeof openLedger>>;
beforeEach(async () => {
  ledger = await openLedger({ file: ":memory:" });
});
afterEach(() => ledger.close());

let clock = 0;
/** The process starts, and starts again, on the same ledger. */
const process = (on: Pick<Ledger, "first"> = ledger) =>
  createOnce({ ledger: on, commands, log: quiet, now: () => clock });

test.each(["scale web 3", "get web 3", "no such thing", ""])(
  "within one process nothing has its effect twice: %s",
  async (line) => {
    const once = process();
    expect([await once("a", line), await once("a", line), await once("b", line)]).toEqual([true, false, true]);
  },
);

test("what could change something has its effect once across restarts too, typed or pressed", async () => {
  const before = process();
  expect(await before("typed", "scale web 3")).toBe(true);
  expect(await before("prefixed", "rollout restart web")).toBe(true);
  expect(await before("pressed", { command: "confirm", args: {} })).toBe(true);
  const after = process();
  expect(await after("typed", "scale web 3")).toBe(false);
  expect(await after("prefixed", "rollout restart web")).toBe(false);
  expect(await after("pressed", { command: "confirm", args: {} })).toBe(false);
});

test("a look leaves no row behind", async () => {
  expect(await process()("typed", "Get web 3")).toBe(true);
  expect(await process()("typed", "Get web 3")).toBe(true);
});

test("it is remembered for as long as a signature is good, and not for ever", async () => {
  const once = process();
  const at = (minutes: number, key = "a") => {
    clock = minutes * 60_000;
    return once(key, "get web 3");
  };
  expect([await at(0), await at(9), await at(11, "b"), await at(11), await at(19), await at(23)]).toEqual([
    true,
    false,
    true,
    false,
    false,
    true,
  ]);
});

test("with the ledger gone reading goes on, and this process still remembers", async () => {
  const once = process({ first: () => Promise.reject(new Error("disk full")) });
  expect([await once("a", "scale web 3"), await once("a", "scale web 3")]).toEqual([true, false]);
});
