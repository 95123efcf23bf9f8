import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLedger } from "../../src/ledger/index.ts";
import { NOW, proposal, row, trail } from "./sample.ts";

let folder: string;
let file: string;
let clock: number;
let ledger: Awaited<ReturnType<typeof openLedger>>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "ledger-"));
  file = join(folder, "kubemate.sqlite");
  clock = NOW;
  ledger = await openLedger({ file, now: () => clock, keepDays: 30 });
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});
const reopen = async () => {
  await ledger.close();
  ledger = await openLedger({ file, now: () => clock, keepDays: 30 });
};

test("an operation comes back as it was put in, after a restart too", async () => {
  const operation = proposal();
  await ledger.begin(operation, row("propose", operation));
  await reopen();
  expect(await ledger.operation(operation.id)).toEqual(operation);
  expect(await ledger.operation("no such id")).toBeUndefined();
});

test("a move takes its audit row along, and what it left behind", async () => {
  const operation = proposal();
  await ledger.begin(operation, row("propose", operation));
  expect(await ledger.move(operation.id, "proposed", "executing", row("execute", operation))).toBe(true);
  const after = { uid: "6e4b", generation: 8 };
  expect(await ledger.move(operation.id, "executing", "done", row("done", operation, { outcome: "ok" }), after)).toBe(
    true,
  );
  expect(await ledger.operation(operation.id)).toEqual({ ...operation, state: "done", after });
  expect(trail(file)).toMatchObject([
    { event: "propose", at: NOW, person: "T1:U1", user: "alice", place: "T1:C1", command: "scale" },
    { event: "execute", args: '{"target":"deploy/web","replicas":5}', cluster: "prod", operation: operation.id },
    { event: "done", outcome: "ok" },
  ]);
});

test("of twenty that press at once, one acts; the others leave no row", async () => {
  const operation = proposal();
  await ledger.begin(operation, row("propose", operation));
  const presses = Array.from({ length: 20 }, () =>
    ledger.move(operation.id, "proposed", "executing", row("execute", operation)),
  );
  expect((await Promise.all(presses)).filter(Boolean)).toHaveLength(1);
  expect(trail(file).map(({ event }) => event)).toEqual(["propose", "execute"]);
});

test("a move that cannot be recorded does not happen", async () => {
  const operation = proposal();
  await ledger.begin(operation, row("propose", operation));
  const unwritable = row("execute", operation, { args: { big: 1n } }); // JSON has no bigint
  await expect(ledger.move(operation.id, "proposed", "executing", unwritable)).rejects.toThrow("BigInt");
  expect(await ledger.operation(operation.id)).toMatchObject({ state: "proposed" });
  expect(await ledger.move(operation.id, "proposed", "executing", row("execute", operation))).toBe(true);
});

test("a proposal that cannot be recorded is not stored", async () => {
  const operation = proposal();
  await expect(ledger.begin(operation, row("propose", operation, { args: { big: 1n } }))).rejects.toThrow("BigInt");
  expect(await ledger.operation(operation.id)).toBeUndefined();
});

test("last is what was done last by this person here, not what was proposed last", async () => {
  const first = proposal();
  const second = proposal({ createdAt: NOW + 1000 });
  const elsewhere = proposal({ place: { id: "T1:C2", private: false } });
  for (const operation of [first, second, elsewhere]) await ledger.begin(operation, row("propose", operation));
  for (const operation of [second, first, elsewhere]) {
    await ledger.move(operation.id, "proposed", "executing", row("execute", operation));
    await ledger.move(operation.id, "executing", "done", row("done", operation));
  }
  expect((await ledger.last("T1:U1", "T1:C1"))?.id).toBe(first.id);
  expect(await ledger.last("T1:U2", "T1:C1")).toBeUndefined();
});

test("what was executing when the process ended is found again", async () => {
  const [running, waiting] = [proposal(), proposal()];
  for (const operation of [running, waiting]) await ledger.begin(operation, row("propose", operation));
  await ledger.move(running.id, "proposed", "executing", row("execute", running));
  await reopen();
  expect((await ledger.unfinished()).map(({ id }) => id)).toEqual([running.id]);
});

test("a key is new once in its time, after a restart too", async () => {
  expect(await ledger.first("v0=abc", 600_000)).toBe(true);
  expect(await ledger.first("v0=abc", 600_000)).toBe(false);
  expect(await ledger.first("v0=def", 600_000)).toBe(true);
  await reopen();
  clock += 599_999;
  expect(await ledger.first("v0=abc", 600_000)).toBe(false);
  clock += 1;
  expect(await ledger.first("v0=abc", 600_000)).toBe(true);
  expect(await ledger.first("v0=abc", 600_000)).toBe(false);
  await ledger.forget("v0=abc");
  expect(await ledger.first("v0=abc", 600_000)).toBe(true);
});

test("of twenty equal keys at once, one is the first", async () => {
  const seen = await Promise.all(Array.from({ length: 20 }, () => ledger.first("once", 1000)));
  expect(seen.filter(Boolean)).toHaveLength(1);
});

test("a person's choice comes before the place's, field by field", async () => {
  const { defaults } = ledger;
  expect(await defaults.get("T1:U1", "T1:C1")).toEqual({});
  await defaults.set({ place: "T1:C1" }, { cluster: "staging", namespace: "shop" });
  await defaults.set({ person: "T1:U1" }, { namespace: "payments" });
  await reopen();
  expect(await ledger.defaults.get("T1:U1", "T1:C1")).toEqual({ cluster: "staging", namespace: "payments" });
  expect(await ledger.defaults.get("T1:U2", "T1:C1")).toEqual({ cluster: "staging", namespace: "shop" });
  await ledger.defaults.set({ person: "T1:U1" }, {});
  expect(await ledger.defaults.get("T1:U1", "T1:C2")).toEqual({});
});

test("what is chosen while it is being asked for counts from then on", async () => {
  const { defaults } = ledger;
  await Promise.all([defaults.get("T1:U1", "T1:C1"), defaults.set({ person: "T1:U1" }, { namespace: "shop" })]);
  expect(await defaults.get("T1:U1", "T1:C1")).toEqual({ namespace: "shop" });
  await Promise.all([defaults.set({ place: "T1:C1" }, { cluster: "staging" }), defaults.get("T1:U1", "T1:C1")]);
  expect(await defaults.get("T1:U1", "T1:C1")).toEqual({ namespace: "shop", cluster: "staging" });
});

test("an operation that may begin once begins once, and the second leaves nothing behind", async () => {
  const [operation, again] = [proposal(), proposal()];
  const once = { key: "scale web 5", ttl: 10_000 };
  expect(await ledger.begin(operation, row("execute", operation), once)).toBe(true);
  expect(await ledger.begin(again, row("execute", again), once)).toBe(false);
  expect(await ledger.operation(operation.id)).toBeDefined();
  expect(await ledger.operation(again.id)).toBeUndefined();
  await ledger.forget(once.key);
  expect(await ledger.begin(again, row("execute", again), once)).toBe(true);
});

test("a place keeps its queries by name, and another place has its own", async () => {
  const busy = { name: "busy", promql: "up", since: "1h", by: "alice" };
  await ledger.queries.save("T1:C1", busy);
  await ledger.queries.save("T1:C1", { name: "atom", promql: "down", by: "omar" });
  await ledger.queries.save("T1:C2", { ...busy, promql: "elsewhere" });
  await reopen();
  expect(await ledger.queries.list("T1:C1")).toEqual([{ name: "atom", promql: "down", by: "omar" }, busy]);
  await ledger.queries.save("T1:C1", { name: "busy", promql: "rate(up[5m])", by: "omar" });
  expect(await ledger.queries.forget("T1:C1", "atom")).toBe(true);
  expect(await ledger.queries.forget("T1:C1", "atom")).toBe(false);
  expect(await ledger.queries.list("T1:C1")).toEqual([{ name: "busy", promql: "rate(up[5m])", by: "omar" }]);
  expect(await ledger.queries.list("T1:C2")).toHaveLength(1);
});

test("credentials that somebody typed do not enter the audit trail", async () => {
  await ledger.audit(row("read", undefined, { args: { grep: "password=hunter2", token: "abc" } }));
  expect(trail(file)).toMatchObject([{ args: '{"grep":"password=‹redacted›","token":"‹redacted›"}' }]);
});

test("what is older than the configuration keeps goes, but never what is unfinished", async () => {
  const [old, running] = [proposal(), proposal()];
  for (const operation of [old, running]) await ledger.begin(operation, row("propose", operation));
  await ledger.move(running.id, "proposed", "executing", row("execute", running));
  clock += 31 * 86_400_000;
  await ledger.audit(row("read"));
  expect(await ledger.operation(old.id)).toBeUndefined();
  expect(await ledger.operation(running.id)).toMatchObject({ state: "executing" });
  expect(trail(file).map(({ event }) => event)).toEqual(["read"]);
});
