/** As much of Prometheus' HTTP API as the bot asks (prometheus.io/docs/prometheus/latest/querying/api). */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { History, Point } from "./history.ts";
import { evaluate, type Sample, type Value } from "./promql/evaluate.ts";
import { PromqlError } from "./promql/expression.ts";
import { parse } from "./promql/parse.ts";

/** Points of one series that Prometheus gives at most. */
const MOST = 11_000;

/** @returns whether it was for this API */
export async function answerQuery(
  request: IncomingMessage,
  response: ServerResponse,
  history: History,
): Promise<boolean> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const path = /^\/api\/v1\/(query|query_range)$/.exec(url.pathname)?.[1];
  if (path === undefined) return false;
  let answer: object;
  let status = 200;
  try {
    const params = request.method === "POST" ? new URLSearchParams(await text(request)) : url.searchParams;
    answer = { status: "success", data: path === "query" ? instant(params, history) : range(params, history) };
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    status = 400;
    answer = { status: "error", errorType: "bad_data", error: `invalid parameter "query": ${error.message}` };
  }
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  return true;
}

function instant(params: URLSearchParams, history: History): object {
  const at = time(params, "time", Date.now());
  const query = parse(params.get("query") ?? "");
  if (query.is === "selector" && query.range !== undefined) {
    const from = at - query.offset - query.range;
    const series = history
      .select((labels) => query.wants.every(({ label, holds }) => holds(labels[label] ?? "")))
      .map(({ labels, points }) => ({
        metric: labels,
        values: points.filter((one) => !one.stale && one.at > from && one.at <= at - query.offset).map(pair),
      }));
    return { resultType: "matrix", result: series.filter(({ values }) => values.length > 0) };
  }
  const value = evaluate(query, at, history);
  return typeof value === "number"
    ? { resultType: "scalar", result: pair({ at, value }) }
    : {
        resultType: "vector",
        result: value.map((one) => ({ metric: one.labels, value: pair({ at, value: one.value }) })),
      };
}

function range(params: URLSearchParams, history: History): object {
  const [from, to] = [time(params, "start"), time(params, "end")];
  const step = Number(params.get("step")) * 1000;
  if (!(step > 0)) throw new PromqlError("zero or negative query resolution step widths are not accepted");
  if ((to - from) / step > MOST) throw new PromqlError("exceeded maximum resolution of 11,000 points per timeseries");
  const query = parse(params.get("query") ?? "");
  const series = new Map<string, { readonly metric: Sample["labels"]; readonly values: unknown[] }>();
  for (let at = from; at <= to; at += step)
    for (const { labels, value } of samples(evaluate(query, at, history))) {
      const key = keyOf(labels);
      const one = series.get(key) ?? { metric: labels, values: [] };
      one.values.push(pair({ at, value }));
      series.set(key, one);
    }
  return { resultType: "matrix", result: [...series.values()] };
}

const samples = (value: Value): readonly Sample[] => (typeof value === "number" ? [{ labels: {}, value }] : value);
const keyOf = (labels: Sample["labels"]): string =>
  JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
const pair = ({ at, value }: Point): readonly [number, string] => [
  at / 1000,
  Number.isFinite(value) ? String(value) : Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf",
];

function time(params: URLSearchParams, name: string, otherwise?: number): number {
  const text = params.get(name);
  const value = text === null ? otherwise : Number(text) * 1000;
  if (value === undefined || !Number.isFinite(value))
    throw new PromqlError(`cannot parse "${text}" to a valid timestamp`);
  return value;
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
