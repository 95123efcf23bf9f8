/** Programs from Go modules, built once and kept in the user's cache. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** `go` in the folder of one of our modules. */
export type Go = (args: readonly string[], environment?: Readonly<Record<string, string>>) => Promise<string>;

export interface Programs {
  /** A folder in tools/: go.mod and go.sum pin what is built. */
  readonly module: string;
  /** What `go install` makes them from. */
  readonly packages: readonly string[];
  /** Besides -trimpath and -ldflags. */
  readonly flags?: readonly string[];
  /** What the linker is told. */
  readonly link?: (go: Go) => Promise<readonly string[]>;
  /** What else goes into the folder, and a word for it that changes with it. */
  readonly more?: { readonly key: string; readonly add: (folder: string, go: Go) => Promise<void> };
}

/**
 * @returns a folder with these programs, named by everything that goes into them
 * @throws when Go is missing or a build fails
 */
export async function installed(programs: Programs): Promise<string> {
  const { module, packages, flags = [], more } = programs;
  const source = fileURLToPath(new URL(`./tools/${module}`, import.meta.url));
  const go: Go = (args, environment = {}) => inModule(source, args, environment);
  const hash = createHash("sha256").update(await go(["env", "GOVERSION", "GOOS", "GOARCH"]));
  for (const file of ["go.mod", "go.sum"]) hash.update(await readFile(join(source, file)));
  const key = hash
    .update([...packages, ...flags, more?.key].join())
    .digest("hex")
    .slice(0, 16);
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "kubemate");
  const folder = join(cache, `${module}-${key}`);
  if (existsSync(folder)) return folder;

  console.error(`Building ${module} into ${folder}. The first time this takes some minutes.`);
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(`${folder}.`);
  try {
    await build(programs, unfinished, go);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Somebody else built the same meanwhile and renamed first: theirs is as good as ours.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

async function build({ packages, flags = [], link, more }: Programs, folder: string, go: Go): Promise<void> {
  const told = ["-s", "-w", ...((await link?.(go)) ?? [])].join(" ");
  // CGO_ENABLED=0 needs no C compiler, and makes programs that run on any Linux.
  const environment = { GOBIN: folder, CGO_ENABLED: "0" };
  if (packages.length > 0) await go(["install", "-trimpath", `-ldflags=${told}`, ...flags, ...packages], environment);
  await more?.add(folder, go);
}

async function inModule(
  cwd: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  try {
    const { stdout } = await run("go", args, { cwd, env: { ...process.env, ...environment } });
    return stdout.trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new Error("The real parts are built with Go, which is not on this machine: install it from go.dev.", {
      cause: error,
    });
  }
}
