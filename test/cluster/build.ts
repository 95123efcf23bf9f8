import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const module = fileURLToPath(new URL("./tools/control-plane", import.meta.url));

/** Every program, and the package that `go install` makes it from. */
const PACKAGES = {
  etcd: "go.etcd.io/etcd/server/v3",
  "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver",
  "kube-controller-manager": "k8s.io/kubernetes/cmd/kube-controller-manager",
  "kube-scheduler": "k8s.io/kubernetes/cmd/kube-scheduler",
  kubectl: "k8s.io/kubernetes/cmd/kubectl",
  kwok: "sigs.k8s.io/kwok/cmd/kwok",
} as const;

export type Program = keyof typeof PACKAGES;

export interface Tools {
  /** The path of each program. */
  readonly programs: Readonly<Record<Program, string>>;
  /** KWOK's own stages: what its simulated kubelets do with nodes and pods. */
  readonly stages: string;
  /** The custom resource by which KWOK learns what a pod has logged. */
  readonly logsDefinition: string;
}

const KWOK_STAGES = [
  "node/fast/node-initialize",
  "node/heartbeat/node-heartbeat",
  "pod/general/pod-create",
  "pod/general/pod-init-container-running",
  "pod/general/pod-init-container-completed",
  "pod/general/pod-ready",
  "pod/general/pod-complete",
  "pod/general/pod-delete",
];

/**
 * The programs of a control plane. Programs in `KUBEBUILDER_ASSETS` (as envtest users have them) are taken from there,
 * the others are built from the Go modules that go.mod pins: minutes the first time, nothing afterwards.
 *
 * @throws when Go is missing or a build fails
 */
export async function buildTools(): Promise<Tools> {
  const given = process.env["KUBEBUILDER_ASSETS"];
  const names = Object.keys(PACKAGES) as Program[];
  const missing = names.filter((name) => given === undefined || !existsSync(join(given, name)));
  const built = await cached(missing);
  const from = (name: Program): string => join(given !== undefined && !missing.includes(name) ? given : built, name);
  return {
    programs: Object.fromEntries(names.map((name) => [name, from(name)])) as Record<Program, string>,
    stages: join(built, "stages.yaml"),
    logsDefinition: join(built, "logs-definition.yaml"),
  };
}

/** @returns a folder with these programs, named by everything that goes into them */
async function cached(names: readonly Program[]): Promise<string> {
  const hash = createHash("sha256").update(await go(["env", "GOVERSION", "GOOS", "GOARCH"]));
  for (const file of ["go.mod", "go.sum"]) hash.update(await readFile(join(module, file)));
  const key = hash
    .update([...names, ...KWOK_STAGES].join())
    .digest("hex")
    .slice(0, 16);
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "kubemate");
  const folder = join(cache, `control-plane-${key}`);
  if (existsSync(folder)) return folder;

  console.error(`Building a control plane into ${folder}. The first time this takes some minutes.`);
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(`${folder}.`);
  try {
    await build(names, unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Somebody else built the same meanwhile and renamed first: theirs is as good as ours.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

async function build(names: readonly Program[], folder: string): Promise<void> {
  const version = await go(["list", "-m", "-f", "{{.Version}}", "k8s.io/kubernetes"]);
  const [major, minor] = version.slice(1).split(".");
  // Kubernetes learns its version from the linker; without it the server calls itself v0.0.0-master.
  const variables = Object.entries({ gitVersion: version, gitMajor: major, gitMinor: minor });
  const link = variables.map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
  const packages = names.map((name) => PACKAGES[name]);
  // CGO_ENABLED=0 needs no C compiler, and makes programs that run on any Linux.
  const environment = { GOBIN: folder, CGO_ENABLED: "0" };
  if (packages.length > 0)
    await go(["install", "-trimpath", `-ldflags=-s -w ${link.join(" ")}`, ...packages], environment);
  // `go install` names a program after the last part of its package.
  if (names.includes("etcd")) await rename(join(folder, "server"), join(folder, "etcd"));
  const kwok = await go(["list", "-m", "-f", "{{.Dir}}", "sigs.k8s.io/kwok"]);
  const text = (file: string): Promise<string> => readFile(join(kwok, "kustomize", file), "utf8");
  const stages = await Promise.all(KWOK_STAGES.map((stage) => text(`stage/${stage}.yaml`)));
  await writeFile(join(folder, "stages.yaml"), stages.join("---\n"));
  await writeFile(join(folder, "logs-definition.yaml"), await text("crd/bases/kwok.x-k8s.io_logs.yaml"));
}

async function go(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<string> {
  try {
    const { stdout } = await run("go", args, { cwd: module, env: { ...process.env, ...environment } });
    return stdout.trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new Error("A real control plane is built with Go, which is not on this machine: install it from go.dev.", {
      cause: error,
    });
  }
}
