import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Programs that live and die together, each with a log file in one directory.
 * They are killed and the directory is removed by `stop()`, and just the same when this process ends in any other way.
 */
export interface Processes {
  start(name: string, program: string, args: readonly string[]): void;
  /**
   * Waits for something that needs the programs.
   * @throws when one of them ends meanwhile, with its name, or when the wait fails; both with the last lines of the logs
   */
  during<T>(work: Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export function processes(directory: string): Processes {
  const undertaker = startUndertaker(directory);
  const exits: Promise<unknown>[] = [once(undertaker, "exit")];
  const logs = new Map<string, string>();
  let stopping = false;
  const ended = Promise.withResolvers<never>();
  // Nobody may be waiting at the moment when a program ends; `during` tells whoever comes later.
  ended.promise.catch(() => {});

  return {
    start(name, program, args) {
      const logFile = join(directory, `${name}.log`);
      logs.set(name, logFile);
      const log = openSync(logFile, "a");
      // Detached, so that Ctrl-C in the terminal reaches only us and we end them in our own time.
      const child = spawn(program, args, { cwd: directory, detached: true, stdio: ["ignore", log, log] });
      closeSync(log);
      child.on("error", ended.reject);
      child.on("exit", (code, signal) => {
        if (!stopping) ended.reject(new Error(`${name} ended (${signal ?? code}).`));
      });
      if (child.pid === undefined) return;
      exits.push(once(child, "exit"));
      undertaker.stdin?.write(`${child.pid}\n`);
    },
    async during(work) {
      try {
        return await Promise.race([work, ended.promise]);
      } catch (error) {
        const ends = [...logs].map(([name, file]) => `--- ${name}\n${lastLines(file)}`);
        throw new Error([(error as Error).message, ...ends].join("\n"), { cause: error });
      }
    },
    async stop() {
      stopping = true;
      undertaker.stdin?.end();
      await Promise.all(exits);
    },
  };
}

/**
 * A shell that outlives us: it reads process ids until its input closes, which happens whether we say so, are
 * interrupted or are killed. Handlers of our own signals would miss the last, and leave the servers running.
 */
const startUndertaker = (directory: string): ChildProcess =>
  spawn("sh", ["-c", UNDERTAKER, directory], { detached: true, stdio: ["pipe", "ignore", "ignore"] });

const UNDERTAKER = `
while read -r pid; do pids="$pids $pid"; done
kill -9 $pids
# A dying program may still create a file between two steps of rm.
for attempt in 1 2 3 4 5 6 7 8 9; do rm -rf "$0" && break; sleep 0.2; done
`;

const lastLines = (file: string): string => readFileSync(file, "utf8").trimEnd().split("\n").slice(-8).join("\n");
