import { between, hex, pick, type Random } from "./random.ts";
import type { Style } from "./style.ts";

const steps = ["cart loaded", "address checked", "payment authorised", "order placed", "receipt sent"] as const;

/** A service that logs JSON, one object a line. */
export const checkout: Style = {
  startup: ({ name, version }, startedAt) => [
    [0, json(startedAt, "info", "starting", { service: name, version })],
    [150, json(startedAt + 150, "info", "connected to postgres", { address: "db.shop.svc:5432", pool: 10 })],
    [300, json(startedAt + 300, "info", "listening", { port: 8080 })],
  ],
  everyMs: 2000,
  line: (_speaker, time, random) => (random() < 0.06 ? slow(time, random) : step(time, random)),
};

function step(time: number, random: Random): string {
  const order = `o-${between(random, 10_000, 99_999)}`;
  return json(time, "info", pick(random, steps), { order, ms: between(random, 4, 90), trace: hex(random, 16) });
}

function slow(time: number, random: Random): string {
  const fields = {
    upstream: "payments.shop.svc:8080",
    ms: between(random, 900, 2400),
    attempt: 1,
    trace: hex(random, 16),
  };
  return json(time, "warn", "slow answer from payments", fields);
}

function json(time: number, level: string, msg: string, fields: Record<string, unknown>): string {
  return JSON.stringify({ time: new Date(time).toISOString(), level, msg, ...fields });
}
