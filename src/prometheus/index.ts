/**
 * Prometheus' HTTP API (prometheus.io/docs/prometheus/latest/querying/api). The server is told how long it may take and
 * how many points are wanted; here an answer may be only so late and so large, whatever the server does.
 */
import axios, { AxiosError, type AxiosResponse } from "axios";
import { z } from "zod";
import { Failure } from "../core/failure.ts";
import type { Point, Prometheus, Range, Series } from "../core/prometheus.ts";

/** Milliseconds. People wait for a picture, not for a report. */
const TIMEOUT = 10_000;
/** Bytes of an answer. A hundred thousand series are a mistake in a query, and not one that we make. */
const LARGEST = 8 * 1024 * 1024;
/** Points of one series: as many as anybody can see side by side. */
const POINTS = 240;
/** Seconds between two points, at least: most people scrape that often. */
const FINEST = 15;

export interface PrometheusOptions {
  /** "http://prometheus:9090", with a path before /api/v1 where there is one. */
  readonly url: string;
  /** Headers that every request carries, such as a tenant's. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Series of an answer. Newer servers cut there themselves; older ones ignore it, and LARGEST holds. */
const SERIES = 1000;

const Sample = z.tuple([z.number(), z.string()]);
const Labels = z.record(z.string(), z.string());
const Answer = z.object({
  status: z.literal("success"),
  data: z.discriminatedUnion("resultType", [
    z.object({
      resultType: z.literal("matrix"),
      result: z.array(z.object({ metric: Labels, values: z.array(Sample).default([]) })),
    }),
    z.object({
      resultType: z.literal("vector"),
      result: z.array(z.object({ metric: Labels, value: Sample.optional() })),
    }),
    z.object({ resultType: z.literal("scalar"), result: Sample }),
    z.object({ resultType: z.literal("string"), result: Sample }),
  ]),
});
const Refusal = z.object({ status: z.literal("error"), error: z.string() });

export function createPrometheus({ url, headers = {} }: PrometheusOptions): Prometheus {
  const client = axios.create({
    baseURL: `${url.replace(/\/+$/, "")}/api/v1/`,
    headers: { accept: "application/json", ...headers },
    timeout: TIMEOUT,
    maxContentLength: LARGEST,
    maxRedirects: 0,
    // The status is judged with the body: Prometheus says in it what was wrong.
    validateStatus: () => true,
    responseType: "text",
    transformResponse: (text: string) => text,
  });

  async function ask(path: string, params: Readonly<Record<string, string | number>>, signal?: AbortSignal) {
    const body = new URLSearchParams(asText({ ...params, timeout: `${TIMEOUT / 1000 - 1}s`, limit: SERIES }));
    let response: AxiosResponse<string>;
    try {
      response = await client.post(path, body, signal ? { signal } : {});
    } catch (error) {
      throw failure(error);
    }
    return read(response);
  }

  return {
    range(promql, { from, to }: Range, signal) {
      const step = Math.max(FINEST, Math.ceil((to - from) / 1000 / POINTS));
      return ask("query_range", { query: promql, start: from / 1000, end: to / 1000, step }, signal);
    },
    instant: (promql, at, signal) => ask("query", { query: promql, time: at / 1000 }, signal),
  };
}

const asText = (params: Readonly<Record<string, string | number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));

function read({ status, data }: AxiosResponse<string>): readonly Series[] {
  const body = json(data);
  const refusal = Refusal.safeParse(body);
  if (refusal.success) throw new Failure("no-metrics", { why: "refused", detail: refusal.data.error.slice(0, 300) });
  const answer = Answer.safeParse(body);
  if (status !== 200 || !answer.success) throw new Failure("no-metrics", { why: "stranger", detail: `HTTP ${status}` });
  return seriesOf(answer.data.data);
}

function seriesOf(data: z.output<typeof Answer>["data"]): readonly Series[] {
  if (data.resultType === "matrix")
    return data.result.map(({ metric, values }) => ({ labels: metric, points: points(values) }));
  if (data.resultType === "vector")
    return data.result.map(({ metric, value }) => ({ labels: metric, points: points(value ? [value] : []) }));
  return [{ labels: {}, points: points([data.result]) }];
}

/** "NaN" and "+Inf" are answers too, but nothing to draw. */
const points = (samples: readonly z.output<typeof Sample>[]): readonly Point[] =>
  samples.map(([at, value]) => ({ at: at * 1000, value: Number(value) })).filter(({ value }) => Number.isFinite(value));

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a login page, or an answer that was cut
  }
}

function failure(error: unknown): unknown {
  if (axios.isCancel(error)) return error;
  if (!(error instanceof AxiosError)) return error;
  const detail = error.code ?? error.message;
  if (error.code === "ECONNABORTED" || error.code === "ETIMEDOUT")
    return new Failure("no-metrics", { why: "slow", detail }, { cause: error });
  if (/maxContentLength/.test(error.message))
    return new Failure("no-metrics", { why: "large", detail }, { cause: error });
  return new Failure("no-metrics", { why: "unreachable", detail }, { cause: error });
}
