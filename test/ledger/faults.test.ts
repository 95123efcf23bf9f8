/** What happens to the disk and to the process, with real processes on a real disk. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLedger } from "../../src/ledger/index.ts";
import { proposal, row, trail } from "./sample.ts";

const WRITER = new URL("writer.ts", import.meta.url).pathname;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ledger-"));
  file = join(folder, "kubemate.sqlite");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** @param limit in KiB: the largest file that the process may write, which is a full disk to it */
function writer({ count, limit, env }: { count?: number; limit?: number; env?: Record<string, string> } = {}) {
  const command = [process.execPath, WRITER, file, ...(count === undefined ? [] : [String(count)])];
  const child = spawn("bash", ["-c", `${limit ? `ulimit -f ${limit};` : ""} exec "$@"`, "bash", ...command], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  const saw = async (enough: number) => {
    while (lines.length < enough) await once(child.stdout, "data");
  };
  return { child, lines, saw, closed: once(child, "close") };
}

const openAgain = () => openLedger({ file });

test("what was acknowledged before kill -9 is there afterwards", async () => {
  const { child, lines, saw, closed } = writer();
  await saw(50);
  child.kill("SIGKILL");
  await closed;

  const acknowledged = lines.slice(1);
  const ledger = await openAgain();
  const unfinished = new Set((await ledger.unfinished()).map(({ id }) => id));
  expect(acknowledged.filter((id) => !unfinished.has(id))).toEqual([]);
  await ledger.close();
  const recorded = new Set(trail(file).flatMap(({ event, operation }) => (event === "execute" ? [operation] : [])));
  expect(acknowledged.filter((id) => !recorded.has(id))).toEqual([]);
});

test("a second process is told so, and the first one is not disturbed", async () => {
  const ledger = await openAgain();
  const { lines, closed } = writer({ count: 1 });
  await closed;
  expect(lines).toEqual([`The ledger ${file}: another kubemate has it open; a second one needs a file of its own.`]);
  await ledger.audit(row("read"));
  expect(trail(file)).toHaveLength(1); // an auditor reads meanwhile
  await ledger.close();
  await (await openAgain()).close(); // and the next one may have it
});

test("on a full disk nothing is acknowledged that is not recorded", async () => {
  await (await openAgain()).close();
  const { lines, closed } = writer({ limit: 2000 });
  await closed;
  expect(lines.at(-1)).toMatch(/full|I\/O/);

  const acknowledged = lines.slice(1, -1);
  expect(acknowledged.length).toBeGreaterThan(10);
  const ledger = await openAgain();
  for (const id of acknowledged) expect(await ledger.operation(id)).toMatchObject({ state: "executing" });
  await ledger.close();
});

test("a ledger that fails once works again when the disk does", async () => {
  const ledger = await openAgain();
  const intruder = new DatabaseSync(file);
  intruder.exec("BEGIN IMMEDIATE");
  const operation = proposal();
  await expect(ledger.begin(operation, row("propose", operation))).rejects.toThrow("locked");
  intruder.exec("ROLLBACK");
  intruder.close();
  await ledger.begin(operation, row("propose", operation));
  expect(trail(file)).toHaveLength(1);
  await ledger.close();
});

test("a read-only folder is named", async () => {
  await (await openAgain()).close();
  chmodSync(folder, 0o555);
  const { lines, closed } = writer({ count: 1, env: { AS_NOBODY: "yes" } });
  await closed;
  expect(lines).toEqual([expect.stringContaining(`The ledger ${file}: it cannot be opened`)]);
  chmodSync(folder, 0o755);
});

test("a damaged ledger is not opened", async () => {
  const { closed } = writer({ count: 100 });
  await closed;
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 8192, bytes.length - 4096);
  writeFileSync(file, bytes);
  await expect(openAgain()).rejects.toThrow(`The ledger ${file}: it is damaged`);
});

test("another kind of file is not opened", async () => {
  writeFileSync(file, "teams: [T1]\n".repeat(500));
  await expect(openAgain()).rejects.toThrow(`The ledger ${file}: it is not a ledger`);
  expect(readFileSync(file, "utf8")).toContain("teams:");
});

test("a ledger from a newer kubemate is not opened", async () => {
  await (await openAgain()).close();
  const database = new DatabaseSync(file);
  database.exec("INSERT INTO kysely_migration VALUES ('999 from the future', '2030-01-01T00:00:00.000Z')");
  database.close();
  await expect(openAgain()).rejects.toThrow("written by a newer kubemate");
});
