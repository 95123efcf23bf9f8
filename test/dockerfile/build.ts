/**
 * Builds a Dockerfile without images: each stage is an empty folder, and its own COPY and RUN commands fill it. The base
 * image's part is played by Node 24, and by this machine's shell and npm where a stage runs something.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync } from "node:fs";
import { delimiter, join, matchesGlob, relative } from "node:path";
import type { Stage } from "./instructions.ts";

export interface Built {
  /** What would be the image's root. */
  readonly root: string;
  readonly workdir: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string | undefined;
  readonly command: readonly string[];
}

/**
 * @param context the project's folder
 * @param into an empty folder
 * @param say hears each instruction before it runs
 */
export function build(stages: readonly Stage[], context: string, into: string, say: (line: string) => void): Built {
  const built = new Map<string, Built>();
  let last: Built | undefined;
  for (const [i, stage] of stages.entries()) {
    const name = stage.name ?? String(i);
    say(`FROM ${stage.base}, played by an empty folder and Node ${process.version}`);
    last = fill(stage, { context, root: join(into, name), earlier: built, say });
    built.set(name, last);
  }
  if (!last) throw new Error("The Dockerfile has no stage.");
  return last;
}

interface Surroundings {
  readonly context: string;
  readonly root: string;
  readonly earlier: ReadonlyMap<string, Built>;
  readonly say: (line: string) => void;
}

function fill(stage: Stage, { context, root, earlier, say }: Surroundings): Built {
  mkdirSync(root, { recursive: true });
  let state: Built = { root, workdir: "/", environment: {}, user: undefined, command: [] };
  const perform: Readonly<Record<string, (rest: string) => void>> = {
    WORKDIR(rest) {
      state = { ...state, workdir: rest };
      mkdirSync(join(root, rest), { recursive: true });
    },
    ENV(rest) {
      const pairs = [...rest.matchAll(/(\w+)=(\S+)/g)].map(([, key = "", value = ""]) => [key, inside(value, state)]);
      state = { ...state, environment: { ...state.environment, ...Object.fromEntries(pairs) } };
    },
    USER(rest) {
      state = { ...state, user: rest };
    },
    CMD(rest) {
      state = { ...state, command: JSON.parse(rest) };
    },
    EXPOSE() {}, // tells readers, does nothing
    COPY: (rest) => copy(rest, state, context, earlier),
    RUN: (rest) => run(rest, state),
  };
  for (const { keyword, rest } of stage.instructions) {
    say(`${keyword} ${rest}`);
    const instruction = perform[keyword];
    if (!instruction) throw new Error(`This script does not know ${keyword}.`);
    instruction(rest);
  }
  return state;
}

/** /app/x means this stage's folder. There is no chroot: not every machine allows one. */
const inside = (text: string, { root, workdir }: Built): string =>
  text.replaceAll(new RegExp(`(?<![\\w.-])${workdir}(?=/|$|\\s)`, "g"), join(root, workdir));

function copy(rest: string, state: Built, context: string, earlier: ReadonlyMap<string, Built>): void {
  const words = rest.split(/\s+/);
  const from = words[0]?.startsWith("--from=") ? words.shift()?.slice("--from=".length) : undefined;
  const to = words.pop() ?? "";
  const source = from === undefined ? context : earlier.get(from)?.root;
  if (source === undefined) throw new Error(`There is no stage ${from}.`);
  const ignored = from === undefined ? ignores(context) : () => false;
  for (const word of words) {
    const target = join(state.root, to.startsWith("/") ? to : join(state.workdir, to), to.endsWith("/") ? word : "");
    cpSync(join(source, word), target, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !ignored(relative(context, path)),
    });
  }
}

function ignores(context: string): (path: string) => boolean {
  const patterns = readFileSync(join(context, ".dockerignore"), "utf8").split("\n").filter(Boolean);
  return (path) => patterns.some((pattern) => matchesGlob(path, pattern) || path.startsWith(`${pattern}/`));
}

function run(command: string, state: Built): void {
  const bin = join(state.root, "bin");
  mkdirSync(bin, { recursive: true });
  copyFileSync(process.execPath, join(bin, "node"));
  chmodSync(join(bin, "node"), 0o755);
  execFileSync("sh", ["-ec", inside(command, state)], {
    cwd: join(state.root, state.workdir),
    // This machine's environment, because it tells npm where its registry and cache are, and whom to trust.
    env: { ...process.env, ...state.environment, PATH: [bin, process.env["PATH"]].join(delimiter) },
    stdio: ["ignore", "inherit", "inherit"],
  });
}
