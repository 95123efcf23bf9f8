/** A program under test in a process of its own, which tells what it used. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface Usage {
  /** Microseconds of processor time so far. */
  readonly cpu: number;
  /** MiB now, and at its highest. */
  readonly resident: number;
  readonly peak: number;
  /** Milliseconds: the longest that its event loop stood still since the last question. */
  readonly longestBlock: number;
}

/** @param name of a file in children/ */
export async function startChild(
  name: string,
  environment: Record<string, string | undefined>,
  flags: readonly string[] = [],
) {
  const file = fileURLToPath(new URL(`./children/${name}.ts`, import.meta.url));
  const child = fork(file, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    execArgv: [...flags],
  });
  const ended = once(child, "exit").then(([code, signal]) => {
    throw new Error(`${name} ended with ${code ?? signal}`);
  });
  ended.catch(() => {}); // wanted while waiting for an answer, expected after stop()
  const [{ port }] = (await Promise.race([once(child, "message"), ended])) as [{ port: number }];

  async function ask<T>(question: string): Promise<T> {
    const answer = once(child, "message");
    child.send(question);
    const [told] = (await Promise.race([answer, ended])) as [T];
    return told;
  }
  return {
    port,
    ask,
    usage: () => ask<Usage>("usage"),
    async stop() {
      child.kill("SIGKILL");
      await ended.catch(() => {});
    },
  };
}
export type Child = Awaited<ReturnType<typeof startChild>>;
