import { between, pick } from "./random.ts";
import type { Style } from "./style.ts";

const tables = ["orders", "order_items", "customers", "stock"] as const;

/** PostgreSQL with its default log_line_prefix. */
export const postgres: Style = {
  startup: ({ version }, startedAt) => [
    [0, `${prefix(startedAt, 1)} LOG:  starting PostgreSQL ${version} on x86_64-pc-linux-gnu, 64-bit`],
    [20, `${prefix(startedAt + 20, 1)} LOG:  listening on IPv4 address "0.0.0.0", port 5432`],
    [60, `${prefix(startedAt + 60, 29)} LOG:  database system was shut down at ${utc(startedAt - 4000)}`],
    [200, `${prefix(startedAt + 200, 1)} LOG:  database system is ready to accept connections`],
  ],
  everyMs: 8000,
  line(_speaker, time, random) {
    const kind = random();
    const buffers = between(random, 12, 900);
    if (kind < 0.4) return `${prefix(time, 27)} LOG:  checkpoint starting: time`;
    if (kind < 0.8) {
      const share = ((buffers / 16384) * 100).toFixed(1);
      return `${prefix(time, 27)} LOG:  checkpoint complete: wrote ${buffers} buffers (${share}%)`;
    }
    const query = `SELECT * FROM ${pick(random, tables)} WHERE updated_at > $1`;
    const ms = (between(random, 250_000, 1_400_000) / 1000).toFixed(3);
    return `${prefix(time, between(random, 60, 400))} LOG:  duration: ${ms} ms  execute <unnamed>: ${query}`;
  },
};

function prefix(time: number, pid: number): string {
  return `${utc(time)} [${pid}]`;
}

/** 2026-11-23 10:51:02.123 UTC */
function utc(time: number): string {
  return new Date(time).toISOString().replace("T", " ").replace("Z", " UTC");
}
