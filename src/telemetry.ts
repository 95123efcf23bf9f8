/** What the process tells its operators: Prometheus metrics, and whether it lives and is ready, on a port of their own. */
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

export interface TelemetryOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Default: every interface. */
  readonly host?: string;
  readonly version: string;
  /** Why the bot cannot serve people yet; undefined once it can. */
  readonly ready: () => string | undefined | Promise<string | undefined>;
}

export interface Telemetry {
  readonly port: number;
  /** @param outcome "ok", the code of a Failure, "bug", "abandoned" */
  command(seen: { readonly command: string; readonly outcome: string; readonly seconds: number }): void;
  slack(seen: { readonly method: string; readonly outcome: string; readonly seconds: number }): void;
  kubernetes(seen: {
    readonly cluster: string;
    readonly verb: string;
    readonly group?: string | undefined;
    readonly resource: string;
    readonly subresource?: string | undefined;
    /** HTTP status; 0 where no answer came. */
    readonly status: number;
    readonly seconds: number;
  }): void;
  stop(): Promise<void>;
}

/** Seconds. Slack waits 3 for an acknowledgement, people about 10 for an answer. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10, 30];

export async function startTelemetry({ port, host, version, ready }: TelemetryOptions): Promise<Telemetry> {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry }); // event-loop lag, memory, garbage collection

  const help = "Version of kubemate and of Node";
  new Gauge({ name: "kubemate_build_info", help, labelNames: ["version", "node"], registers }).set(
    { version, node: process.version },
    1,
  );
  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers });
  const histogram = (name: string, help: string, labelNames: readonly string[]) =>
    new Histogram({ name, help, labelNames: [...labelNames], buckets: BUCKETS, registers });

  // Counted by how it ended, timed by what it was: both in one histogram would be eleven series for each way to end.
  const commands = counter("kubemate_commands_total", "Commands, by how they ended", ["command", "outcome"]);
  const commandSeconds = histogram("kubemate_command_duration_seconds", "From request to last answer", ["command"]);
  const slack = counter("kubemate_slack_calls_total", "Calls of the Slack Web API", ["method", "outcome"]);
  const slackSeconds = histogram("kubemate_slack_call_duration_seconds", "Calls of the Slack Web API", ["method"]);
  const kubernetes = counter("kubemate_kubernetes_requests_total", "Requests to API servers", [
    "cluster",
    "verb",
    "resource",
    "code",
  ]);
  const kubernetesSeconds = histogram("kubemate_kubernetes_request_duration_seconds", "Requests to API servers", [
    "cluster",
    "verb",
  ]);

  const limit = { command: atMost(200), outcome: atMost(200), method: atMost(100), resource: atMost(200) };
  const server = createServer(listener(registry, ready));
  server.listen(port, host);
  await once(server, "listening");

  return {
    port: (server.address() as AddressInfo).port,
    command({ command: name, outcome, seconds }) {
      const command = name === "?" ? "unknown" : limit.command(name); // what the road calls a command that is none
      commands.inc({ command, outcome: limit.outcome(outcome) });
      commandSeconds.observe({ command }, seconds);
    },
    slack({ method: name, outcome, seconds }) {
      const method = limit.method(name);
      slack.inc({ method, outcome: limit.outcome(outcome) });
      slackSeconds.observe({ method }, seconds);
    },
    kubernetes({ cluster, verb, group = "", resource, subresource, status, seconds }) {
      const kind = `${resource}${group && `.${group}`}${subresource ? `/${subresource}` : ""}`;
      kubernetes.inc({ cluster, verb, resource: limit.resource(kind), code: status === 0 ? "none" : String(status) });
      kubernetesSeconds.observe({ cluster, verb }, seconds);
    },
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections(); // a scraper keeps its connection open
      await closed;
    },
  };
}

function listener(registry: Registry, ready: TelemetryOptions["ready"]): RequestListener {
  return (request, response) => {
    const answer = (status: number, text: string, type = "text/plain; charset=utf-8") =>
      response.writeHead(status, { "content-type": type }).end(text);
    const pages: Readonly<Record<string, () => Promise<unknown>>> = {
      "/healthz": async () => answer(200, "ok\n"),
      "/readyz": async () => {
        const missing = await ready();
        answer(missing === undefined ? 200 : 503, `${missing ?? "ok"}\n`);
      },
      "/metrics": async () => answer(200, await registry.metrics(), registry.contentType),
    };
    const page = pages[request.url ?? ""];
    if (!page || (request.method !== "GET" && request.method !== "HEAD")) return void answer(404, "not found\n");
    page().catch((error: unknown) => answer(500, `${error instanceof Error ? error.message : "failed"}\n`));
  };
}

/** Each value of a label is a series that Prometheus keeps. What others choose (a server's error codes) has an end here. */
function atMost(limit: number): (value: string) => string {
  const seen = new Set<string>();
  return (value) => {
    if (seen.has(value)) return value;
    if (seen.size === limit) return "other";
    seen.add(value);
    return value;
  };
}
