/** `npm run demo` and `npm run shell -- --demo`, as processes that somebody starts and ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, expect, onTestFinished, test } from "vitest";

const DEMO = fileURLToPath(new URL("../../src/playground/demo.ts", import.meta.url));
const SHELL = fileURLToPath(new URL("../../src/shell.ts", import.meta.url));
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0).filter(isAlive)) process.kill(-(child.pid ?? 0), "SIGKILL");
});

function demo(...args: readonly string[]) {
  const child = spawn(process.execPath, [DEMO, ...args], { stdio: ["ignore", "pipe", "pipe"], detached: true });
  started.push(child);
  return child;
}

async function address(child: ReturnType<typeof demo>): Promise<string> {
  let said = "";
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const found = /Open +(http:\S+)/.exec(said)?.[1];
    if (found) return found;
  }
  throw new Error(`no address: ${said}`);
}

/** Whether anything is left of the group that the demo leads. */
const isAlive = (child: ChildProcess): boolean => {
  try {
    return process.kill(-(child.pid ?? 0), 0);
  } catch {
    return false;
  }
};

test("two run side by side, and Ctrl-C leaves nothing of either", async () => {
  const pair = [demo(), demo()];
  const addresses = await Promise.all(pair.map(address));
  expect(new Set(addresses).size).toBe(2);
  for (const url of addresses) expect((await fetch(url)).status).toBe(200);
  for (const child of pair) {
    const ended = once(child, "exit");
    process.kill(-(child.pid ?? 0), "SIGINT"); // as a terminal does it: the whole group
    expect(await ended).toEqual([0, null]);
    expect(isAlive(child)).toBe(false);
  }
}, 40_000);

test("when it is killed, the bot goes with it", async () => {
  const child = demo();
  await address(child);
  child.kill("SIGKILL");
  await expect.poll(() => isAlive(child), { timeout: 10_000 }).toBe(false);
}, 30_000);

test("a port that is taken is said in one sentence, and nothing stays behind", async () => {
  const first = demo();
  const { port } = new URL(await address(first));
  const second = demo("--port", port);
  const [words, [code]] = await Promise.all([text(second.stderr), once(second, "exit")]);
  expect(code).toBe(1);
  expect(words).toBe(`Port ${port} is taken. Leave --port out, and a free one is used.\n`);
  expect(isAlive(second)).toBe(false);
}, 40_000);

test("a script is played without a page; a malformed one names its line", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kubemate-script-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  let scripts = 0;
  const script = (lines: string): string => {
    const path = join(folder, String(++scripts));
    writeFileSync(path, lines);
    return path;
  };
  const good = demo("--headless", "--script", script("alice> /k8s get deploy web -n shop\n[Refresh]\n"));
  expect(await text(good.stdout)).toMatch(
    /^alice> \/k8s get deploy web -n shop\n {2}· Deployment web in shop.*web \| 3\/3.*alice> \[Refresh\]/s,
  );
  const bad = demo("--headless", "--script", script("alice> hello\nwhat"));
  expect(await text(bad.stderr)).toContain('Line 2 of the script, "what"');
  const lost = demo("--headless");
  expect(await text(lost.stderr)).toContain("--headless and --script belong together");
}, 40_000);

test("the same in a terminal: typed, pressed by number, and over with the end of the input", async () => {
  const child = spawn(process.execPath, [SHELL, "--demo"], { stdio: ["pipe", "pipe", "pipe"], detached: true });
  started.push(child);
  child.stdin.end("get deploy web\nscale web 5\n1\nmetrics cart since 15m\n");
  const [said, complaints, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  expect(said).toMatch(/You are alice.*web +3\/3.*Scale deploy\/web from 3 to 5\?.*\[1\] Scale to 5/s);
  expect(said).toMatch(/✓ Scaled deploy\/web from 3 to 5.*CPU of deploy\/cart: \d+m now/s);
  expect(complaints).toBe("");
  expect(code).toBe(0);
  expect(isAlive(child)).toBe(false);
}, 40_000);
