import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eventually } from "./eventually.ts";
import { freePorts } from "./ports.ts";
import { processes } from "./processes.ts";

const newDirectory = (): Promise<string> => mkdtemp(join(tmpdir(), "kubemate-processes-"));

/** Arguments for node: a server that does nothing but be there. */
const server = (port: number): string[] => ["-e", `require("node:net").createServer().listen(${port}, "127.0.0.1")`];

const isUp = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1").on("error", () => resolve(false));
    socket.on("connect", () => resolve(true)).on("connect", () => socket.destroy());
  });

test("a program that ends too early is named, with its last words", async () => {
  const running = processes(await newDirectory());
  running.start("etcd", "sh", ["-c", "echo listen: address already in use >&2; exit 3"]);
  const work = running.during(new Promise(() => {}));
  await expect(work).rejects.toThrow("etcd ended (3).\n--- etcd\nlisten: address already in use");
  await running.stop();
});

test("a program that is not there is named", async () => {
  const running = processes(await newDirectory());
  running.start("etcd", "/nowhere/etcd", []);
  await expect(running.during(new Promise(() => {}))).rejects.toThrow("/nowhere/etcd");
  await running.stop();
});

test("stop ends the programs and removes their files", async () => {
  const directory = await newDirectory();
  const { etcd: port } = await freePorts();
  const running = processes(directory);
  running.start("server", process.execPath, server(port));
  await eventually("the program to run", () => isUp(port));
  await running.stop();
  expect(await isUp(port)).toBe(false);
  expect(existsSync(directory)).toBe(false);
});

test("the programs end with their parent, even one that had no time to say goodbye", async () => {
  const directory = await newDirectory();
  const { etcd: port } = await freePorts();
  const start = JSON.stringify(["server", process.execPath, server(port)]);
  const script = `
    import { processes } from ${JSON.stringify(new URL("./processes.ts", import.meta.url))};
    processes(${JSON.stringify(directory)}).start(...${start});
  `;
  const parent = spawn(process.execPath, ["--input-type=module", "--eval", script]);
  await eventually("the program to run", () => isUp(port));
  parent.kill("SIGKILL");
  await once(parent, "exit");
  await eventually("the program to end", async () => !(await isUp(port)) && !existsSync(directory));
});
