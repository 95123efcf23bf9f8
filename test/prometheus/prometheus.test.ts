/** The client, against everything that may answer at such an address. */
import { createServer, type RequestListener, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { explain } from "../../src/core/explain.ts";
import { lines } from "../../src/chat/terminal/lines.ts";
import { createPrometheus } from "../../src/prometheus/index.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function answering(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const json =
  (body: unknown, status = 200): RequestListener =>
  (request, response) => {
    request.resume();
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
const matrix = (...values: readonly [number, string][]) => ({
  status: "success",
  data: { resultType: "matrix", result: [{ metric: { pod: "web-1" }, values }] },
});

const HOUR = { from: 0, to: 3_600_000 };
const said = async (url: string) =>
  createPrometheus({ url })
    .range("up", HOUR)
    .then(
      () => "answered",
      (error: unknown) => lines(explain(error, "ref")).join("\n"),
    );

test("a query goes out with its bounds, its step and its time, and comes back as numbers", async () => {
  const asked: string[] = [];
  const url = await answering((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      asked.push(`${request.method} ${request.url} ${String(request.headers["x-scope-orgid"])} ${body}`);
      response.end(JSON.stringify(matrix([0, "1.5"], [15, "NaN"], [30, "+Inf"], [45, "2"])));
    });
  });
  const prometheus = createPrometheus({ url: `${url}/prom/`, headers: { "x-scope-orgid": "shop" } });
  expect(await prometheus.range('up{a="b"}', HOUR)).toEqual([
    {
      labels: { pod: "web-1" },
      points: [
        { at: 0, value: 1.5 },
        { at: 45_000, value: 2 },
      ],
    },
  ]);
  expect(asked).toEqual([
    "POST /prom/api/v1/query_range shop query=up%7Ba%3D%22b%22%7D&start=0&end=3600&step=15&timeout=9s&limit=1000",
  ]);
  await prometheus.range("up", { from: 0, to: 7 * 86_400_000 });
  expect(asked[1]).toContain("step=2520"); // no series has more points than can be seen
});

test.each([
  ["vector", [{ metric: { job: "a" }, value: [5, "1"] }], [{ labels: { job: "a" }, points: [{ at: 5000, value: 1 }] }]],
  ["vector", [{ metric: { job: "a" }, value: [5, "NaN"] }], [{ labels: { job: "a" }, points: [] }]],
  ["scalar", [5, "42"], [{ labels: {}, points: [{ at: 5000, value: 42 }] }]],
  ["string", [5, "words"], [{ labels: {}, points: [] }]],
])("how it is now, as a %s", async (resultType, result, series) => {
  const url = await answering(json({ status: "success", data: { resultType, result } }));
  expect(await createPrometheus({ url }).instant("up", 5000)).toEqual(series);
});

test.each<[string, RequestListener, RegExp]>([
  [
    "a login page",
    (_, response) => void response.end("<html>Log in</html>"),
    /no Prometheus \(HTTP 200\).*check the address/,
  ],
  [
    "a redirection",
    (_, response) => void response.writeHead(302, { location: "/login" }).end(),
    /no Prometheus \(HTTP 302\)/,
  ],
  ["another program", json({ hello: "world" }), /is no Prometheus/],
  ["half an answer", (_, response) => void response.end('{"status":"success","data":{"resul'), /is no Prometheus/],
  [
    "a query it does not understand",
    json({ status: "error", errorType: "bad_data", error: "parse error: unexpected end of input" }, 400),
    /refused the query: parse error: unexpected end of input/,
  ],
  [
    "a hundred thousand series",
    (_, response) => void response.end(`{"x":"${"y".repeat(9 * 1024 * 1024)}"}`),
    /more than can be shown/,
  ],
  ["a connection that is cut", (request) => void request.socket.destroy(), /cannot be reached \(ECONNRESET\)/],
])("%s is said in a sentence with its fix", async (_, listener, words) => {
  expect(await said(await answering(listener))).toMatch(words);
});

test("an address where nobody listens is said, with what to check", async () => {
  expect(await said("http://127.0.0.1:9")).toMatch(/cannot be reached \(ECONNREFUSED\).*check PROMETHEUS_URL/);
});
