import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lastWords } from "../../src/playground/cluster/controllers/logs/faults.ts";

/**
 * Writes what simulated containers have logged, in the format of container runtimes (CRI), so that KWOK serves it by the
 * kubelet's own code. One line a second, the last one now, so that `--since` means something.
 */
export async function writeContainerLogs(directory: string): Promise<void> {
  await mkdir(directory);
  const write = (name: string, lines: readonly string[]): Promise<void> =>
    writeFile(join(directory, `${name}.log`), cri(lines));
  const requests = Array.from({ length: 200 }, (_, index) => request(index));
  await write("default", requests);
  for (const [fault, said] of Object.entries(lastWords)) {
    await write(
      fault,
      said({ name: "app", version: "1.0.0", pod: "app" }).map(([, text]) => text),
    );
  }
}

/** Adds a line to the log of every container without a fault. */
export const appendContainerLog = (directory: string, line: string): Promise<void> =>
  appendFile(join(directory, "default.log"), cri([line]));

const PATHS = ["/", "/cart", "/checkout", "/healthz", "/products/42", "/search?q=mug"];

function request(index: number): string {
  const slow = index % 40 === 39;
  const took = slow ? `${1 + (index % 3)}.2s` : `${3 + (index % 17)}ms`;
  const outcome = slow ? "level=warn status=504" : "level=info status=200";
  return `${outcome} msg="request" method=GET path=${PATHS[index % PATHS.length]} duration=${took} id=${index + 1}`;
}

/** "F" marks a full line; a runtime splits lines of over 16 KiB into partial ones, marked "P". */
function cri(lines: readonly string[]): string {
  const now = Date.now();
  const time = (index: number): string => new Date(now - (lines.length - 1 - index) * 1000).toISOString();
  return lines.map((line, index) => `${time(index)} stdout F ${line}\n`).join("");
}
