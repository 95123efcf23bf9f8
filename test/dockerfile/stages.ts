/**
 * Where no base image can be pulled: runs each stage's own commands in an empty folder, starts the result as the
 * Deployment would, asks it something, and stops it. It does not prove that the base images exist and fit.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startEmbeddedCluster } from "../../src/playground/cluster/index.ts";
import { writeKubeconfig } from "../../src/playground/kubeconfig.ts";
import { seedObjects } from "../../src/playground/seed.ts";
import { startLocalSlack } from "../../src/playground/slack/index.ts";
import { type Built, build } from "./build.ts";
import { parseDockerfile } from "./instructions.ts";

const context = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "kubemate-image-"));
chmodSync(folder, 0o755); // the bot is nobody there
const step = (line: string): void => console.log(`· ${line}`);

try {
  const image = build(parseDockerfile(readFileSync(join(context, "Dockerfile"), "utf8")), context, folder, step);
  await tryOut(image);
  console.log("The Dockerfile's stages build, and what they build starts, answers and stops.");
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function tryOut(image: Built): Promise<void> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const slack = await startLocalSlack({ team: { id: "T1" }, users: [{ name: "alice", id: "U1" }] });
  const cluster = await startEmbeddedCluster({ objects: seedObjects() });
  const bot = start(image, {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    KUBECONFIG: writeKubeconfig(join(folder, "kubeconfig"), cluster.url),
    KUBEMATE_CONFIG: configuration("people: { users: { T1:U1: { user: alice, groups: [developers, everyone] } } }"),
    KUBEMATE_DATA: join(volume(), "kubemate.sqlite"),
    NODE_OPTIONS: "--max-old-space-size=128 --max-semi-space-size=4",
  });
  const ended = once(bot, "exit");
  try {
    await Promise.race([
      ready(metricsPort),
      ended.then(([code]) => {
        throw new Error(`It ended with ${code} before it was ready.`);
      }),
    ]);
    step("ready");
    slack.deliverTo(`http://127.0.0.1:${port}/slack/events`);
    await slack.slash("alice", "general", "/k8s", "get deploy web -n shop");
    await slack.waitForMessage("general", /web \| \d\/3/, 15_000); // its pods may still be starting
    step("/k8s get deploy web was answered");
  } finally {
    const asked = Date.now();
    bot.kill("SIGTERM");
    const [code] = await ended;
    step(`stopped with ${code} after ${Date.now() - asked} ms`);
    if (code !== 0) process.exitCode = 1;
    await cluster.stop();
    await slack.close();
  }
}

/** Nothing in its environment but what the image and the Deployment give, no PATH among it, and no right to write. */
function start({ root, workdir, environment, user, command }: Built, given: Record<string, string>) {
  const node = join(folder, "node"); // what the base image has
  copyFileSync(process.execPath, node);
  chmodSync(node, 0o755);
  const [uid, gid] = (user ?? "0").split(":").map(Number);
  if (uid === 0) throw new Error("The image runs as root.");
  const mayBecome = process.getuid?.() === 0;
  return spawn(node, command, {
    cwd: join(root, workdir),
    env: { ...environment, ...given },
    stdio: ["ignore", "inherit", "inherit"],
    ...(mayBecome && { uid, gid }),
  });
}

function configuration(yaml: string): string {
  const path = join(folder, "kubemate.yaml");
  writeFileSync(path, yaml);
  return path;
}

/** The one folder that it may write to. */
function volume(): string {
  const path = join(folder, "volume");
  mkdirSync(path);
  chmodSync(path, 0o777);
  return path;
}

async function ready(port: number): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined); // not listening yet
    if (response?.ok) return;
  }
  throw new Error("It was not ready within 30 s.");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
