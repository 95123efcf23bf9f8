/** A real Prometheus beside the playground, where PROMETHEUS_URL names one or the machine has one. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface PlaygroundPrometheus {
  readonly url: string;
  stop(): Promise<void>;
}

/** Milliseconds until it answers. */
const PATIENCE = 10_000;

/**
 * @param target what it scrapes: "http://127.0.0.1:40123/metrics"
 * @param folder for its configuration and its data
 * @returns undefined where there is none: the playground answers by itself then
 */
export async function startPrometheus(target: string, folder: string): Promise<PlaygroundPrometheus | undefined> {
  const given = process.env["PROMETHEUS_URL"];
  if (given !== undefined) return { url: given, stop: async () => {} };
  const program = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((place) => join(place, "prometheus"))
    .find((path) => existsSync(path));
  if (program === undefined) return undefined;
  const config = join(folder, "prometheus.yml");
  const { host } = new URL(target);
  // JSON is YAML too.
  writeFileSync(
    config,
    JSON.stringify({
      global: { scrape_interval: "5s" },
      scrape_configs: [{ job_name: "playground", static_configs: [{ targets: [host] }] }],
    }),
  );
  const port = await freePort();
  const child = spawn(
    program,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, "prometheus")}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: "ignore" },
  );
  const ended = once(child, "exit");
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(100)) {
    const ready = await fetch(`${url}/-/ready`).catch(() => undefined); // not listening yet
    if (ready?.ok) return { url, stop };
    if (child.exitCode !== null) break;
  }
  await stop();
  throw new Error(`${program} did not get ready. Take it out of PATH, or name another one in PROMETHEUS_URL.`);
}

/** One that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
