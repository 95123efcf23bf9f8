/** What a newcomer waits for, and what it takes: the whole process tree of `npm run demo`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Effort } from "../effort.ts";
import { below, type Figure, median } from "../figure.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

export async function demo({ smoke }: Effort): Promise<readonly Figure[]> {
  const runs = [];
  for (let round = 0; round < (smoke ? 1 : 3); round++) runs.push(await run());
  return [
    below(10, { name: "demo.ready", value: median(runs.map(({ seconds }) => seconds)), unit: "s" }),
    below(400, { name: "demo.rss", value: Math.max(...runs.map(({ mebibytes }) => mebibytes)), unit: "MiB" }),
  ];
}

/** From the command to a page that shows a channel, and the memory of everything that runs by then, npm among it. */
async function run(): Promise<{ readonly seconds: number; readonly mebibytes: number }> {
  const began = performance.now();
  const child = spawn("npm", ["run", "-s", "demo"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  try {
    const url = await address(child.stdout);
    await (await fetch(url)).text();
    const pictures = await fetch(`${url}pictures?as=alice&channel=C0SHOP`);
    for await (const chunk of pictures.body ?? []) if (new TextDecoder().decode(chunk).includes("data:")) break;
    return { seconds: (performance.now() - began) / 1000, mebibytes: memoryOf(child.pid ?? 0) };
  } finally {
    const ended = once(child, "exit");
    process.kill(-(child.pid ?? 0), "SIGINT");
    await ended;
  }
}

async function address(stdout: AsyncIterable<unknown>): Promise<string> {
  let said = "";
  for await (const chunk of stdout) {
    said += String(chunk);
    const found = /http:\S+/.exec(said)?.[0];
    if (found) return found;
  }
  throw new Error(`The demo gave no address: ${said}`);
}

/** Resident memory of a process and all that it started, MiB (Linux). */
function memoryOf(pid: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((one) => /^\d+$/.test(one))) {
    const parent = /^PPid:\s+(\d+)/m.exec(read(`/proc/${name}/status`))?.[1];
    parents.set(Number(name), Number(parent));
  }
  const belongs = (one: number): boolean => one === pid || (parents.has(one) && belongs(parents.get(one) ?? 0));
  return [...parents.keys()]
    .filter(belongs)
    .map((one) => Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${one}/status`))?.[1] ?? 0) / 1024)
    .reduce((all, one) => all + one, 0);
}

/** Processes end while one looks. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
