/** The bot beside the playground: the program that is installed, in a process of its own, which knows of no playground. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../main.ts", import.meta.url));
const WITH_PARENT = new URL("./with-parent.ts", import.meta.url).href;
/** As manifests/kubernetes/base/deployment.yaml starts it. */
const INSTALLED = ["--max-old-space-size=128", "--max-semi-space-size=4"];
/** Milliseconds for it to stop by itself; it promises five seconds. */
const PATIENCE = 6000;

export interface PlaygroundBot {
  /** Where Slack's requests come in. */
  readonly port: number;
  readonly pid: number;
  /** Resolves when it has ended, asked or not. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Resolves when it is ready.
 * @param environment all that it gets, besides PATH
 * @throws Error with its last words when it ends before it is ready
 */
export async function startBot(environment: Readonly<Record<string, string>>): Promise<PlaygroundBot> {
  const child = spawn(process.execPath, [...INSTALLED, "--import", WITH_PARENT, PROGRAM], {
    env: { PATH: process.env.PATH, LOG_LEVEL: "info", PORT: "0", METRICS_PORT: "0", ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  const lastWords: string[] = [];
  const ready = Promise.withResolvers<number>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const { msg, port, level } = JSON.parse(line) as { msg?: string; port?: number; level?: string };
    if (msg === "ready" && port !== undefined) ready.resolve(port);
    else if (level !== "info" && level !== "debug") console.error(line);
  });
  createInterface({ input: child.stderr }).on("line", (line) => {
    lastWords.push(line);
    console.error(line);
  });
  const port = await Promise.race([
    ready.promise,
    ended.then(([code]) => {
      throw new Error(`The bot ended with ${code} before it was ready. ${lastWords.join(" ")}`.trim());
    }),
  ]);
  return {
    port,
    pid: child.pid ?? 0,
    ended,
    async stop() {
      const impatient = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
      child.kill("SIGTERM");
      await ended;
      clearTimeout(impatient);
    },
  };
}
