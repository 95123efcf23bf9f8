/** What kubectl printed, comparable. */
import type { KubectlResult } from "../cluster/connection.ts";
import { canonical, normalise } from "./normalise.ts";

export function printed([command, ...args]: readonly string[], { code, stdout, stderr }: KubectlResult): unknown {
  const said = { code, stderr: rows(stderr) };
  if (command === "logs") return normalise({ ...said, lines: stdout.split("\n").length }); // what it says is the container's own affair
  if (command === "explain" && code === 0) return { ...said, stdout: explained(stdout) };
  if (args.at(-1) === "json" && code === 0) return normalise({ ...said, stdout: JSON.parse(stdout) as unknown });
  if (command === "drain") return normalise({ ...said, stdout: rows(stdout).map(canonical).sort() }); // a line a pod, by node
  const [before = "", events = ""] = stdout.split(/^Events:/m);
  return normalise({ ...said, stdout: rows(before), events: happened(events) });
}

/** Of what, and its fields with their types. The words about them are those of the API documents, which are compared as such. */
function explained(stdout: string): readonly string[] {
  const [before = "", after = ""] = stdout.split(/^DESCRIPTION:[^]*?(?=^FIELDS:|(?![^]))/m);
  const fields = after.split("\n").filter((line) => /^ {2}\S+\t/.test(line));
  return [...before.split("\n"), ...fields].map((line) => line.replace(/\bQuantity>/, "string>"));
}

/** Columns and indented lines, which are as wide as their widest name. */
const rows = (text: string): readonly object[] => text.split("\n").map((line) => ({ cells: line.split(/\s{2,}|\t/) }));

/** When and how often is a matter of time, and so is the order. */
const happened = (events: string): readonly string[] => [
  ...new Set(
    rows(events.replace(/ \(x\d+ over \w+\)/g, ""))
      .map((row) => canonical(normalise(row)))
      .sort(),
  ),
];
