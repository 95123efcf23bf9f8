/** The kubectl to compare with: the control plane's own, which may have been built some time ago, or the one on PATH. */
import { execFile } from "node:child_process";
import { accessSync, constants, globSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

/** Undefined where there is none: nothing is compared with it then. */
export function findKubectl(): string | undefined {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  const built = globSync(join(cache, "kubemate", "control-plane-*", "kubectl"));
  const installed = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "kubectl"));
  return [...built, ...installed].find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // the next one may be
  }
}

/** @returns milliseconds */
export async function timeProcess(program: string, args: readonly string[]): Promise<{ took: number; stdout: string }> {
  const began = performance.now();
  const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 1 << 28 });
  return { took: performance.now() - began, stdout };
}
