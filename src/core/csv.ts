/** The numbers of a chart, for a spreadsheet (RFC 4180): one row for each moment, one column for each line. */
import type { Chart } from "./chart.ts";

export function csv({ lines, unit }: Chart): string {
  const moments = [...new Set(lines.flatMap(({ points }) => points.map(({ at }) => at)))].toSorted((a, b) => a - b);
  const values = lines.map(({ points }) => new Map(points.map(({ at, value }) => [at, value])));
  const head = ["time", ...lines.map(({ name }) => name || unit)];
  const rows = moments.map((at) => [new Date(at).toISOString(), ...values.map((one) => String(one.get(at) ?? ""))]);
  return [head.map(cell), ...rows].map((row) => row.join(",")).join("\n");
}

/** A name may come from anywhere, and spreadsheets run what begins like a formula (owasp.org, CSV Injection). */
function cell(name: string): string {
  const harmless = /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
  return /[",\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
