/** The bot as it is installed: src/main.ts in a process of its own, between a local Slack and a Kubernetes. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalSlack, startLocalSlack } from "../../src/playground/slack/index.ts";

/** JSON is YAML. */
export const configuration = (slack: LocalSlack, more: object = {}) => {
  const who = (name: string, groups: string[]) => {
    const { id, team_id } = slack.directory.user(name);
    return [`${team_id}:${id}`, { user: name, groups }] as const;
  };
  const users = Object.fromEntries([who("alice", ["developers", "everyone"]), who("omar", ["oncall", "everyone"])]);
  return { people: { users }, ...more };
};

export interface BotProcess extends AsyncDisposable {
  readonly slack: LocalSlack;
  readonly child: ChildProcess;
  readonly metrics: string;
  /** What it has written so far, log and errors. */
  output(): string;
  /** SIGTERM. @returns the exit code */
  stop(): Promise<number | null>;
}

export const people = [{ name: "alice" }, { name: "omar" }, { name: "guest", is_restricted: true }];

interface Options {
  readonly kubeconfig: string;
  readonly mode?: "http" | "socket";
  readonly config?: object;
  readonly environment?: Record<string, string>;
  /** Instead of `/api/`-ended, to show that either form of the address will do. */
  readonly apiUrl?: (slack: LocalSlack) => string;
}

export async function startProcess({
  kubeconfig,
  mode = "http",
  config = {},
  environment = {},
  apiUrl,
}: Options): Promise<BotProcess> {
  const slack = await startLocalSlack({ users: people });
  const folder = mkdtempSync(join(tmpdir(), "kubemate-process-"));
  const file = join(folder, "kubemate.yaml");
  writeFileSync(file, JSON.stringify(configuration(slack, config)));
  const [port, metricsPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ["src/main.ts"], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      KUBECONFIG: kubeconfig,
      KUBEMATE_CONFIG: file,
      KUBEMATE_DATA: join(folder, "ledger.sqlite"),
      SLACK_API_URL: apiUrl?.(slack) ?? slack.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      ...(mode === "http" ? { SLACK_SIGNING_SECRET: slack.signingSecret } : { SLACK_APP_TOKEN: slack.appToken }),
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('"ready"')) resolve();
      });
    }
    child.once("exit", (code) => reject(new Error(`it ended with ${code}:\n${output}`)));
  });
  const stop = async (): Promise<number | null> => {
    if (child.exitCode !== null) return child.exitCode;
    child.kill("SIGTERM");
    const [code] = (await once(child, "exit")) as [number | null];
    return code;
  };
  const bot: BotProcess = {
    slack,
    child,
    metrics: `http://127.0.0.1:${metricsPort}`,
    output: () => output,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      await slack.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await ready;
  } catch (error) {
    await bot[Symbol.asyncDispose]();
    throw error;
  }
  slack.deliverTo(mode === "http" ? `http://127.0.0.1:${port}/slack/events` : "socket");
  return bot;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
