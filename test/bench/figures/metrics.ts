/** From the signed request to the message with its picture, without what Prometheus takes for the query itself. */
import { MEASURES, selected } from "../../../src/kubernetes/measures.ts";
import { History } from "../../../src/playground/metrics/history.ts";
import { serveHistory } from "../../../src/playground/metrics/server.ts";
import { createPrometheus } from "../../../src/prometheus/index.ts";
import { startBot } from "../bot.ts";
import type { Effort } from "../effort.ts";
import { below, type Figure, median } from "../figure.ts";
import { startSink } from "../sink.ts";

const HOUR = 3_600_000;
const SCRAPES = 240;
/** Each look is two queries, and one person has a hundred and twenty a minute. */
const FULL = { warm: 20, looks: 35 };
const SMOKE = { warm: 2, looks: 3 };
const PODS = ["web-7d9f8c6b5d-x2x7p", "web-7d9f8c6b5d-k4k9q", "web-7d9f8c6b5d-4m2zb"];

export async function metrics({ smoke, cluster }: Effort): Promise<readonly Figure[]> {
  const prometheus = await serveHistory(anHour(Date.now()));
  const sink = await startSink();
  const bot = await startBot({ sink, kubeconfig: cluster.kubeconfig, prometheus: prometheus.url });
  const client = createPrometheus({ url: prometheus.url });
  const web = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", namespace: "shop" } };
  const [query = ""] = MEASURES.cpu.lines[0].promql(selected(web, "shop"));
  const took = { ours: [] as number[], query: [] as number[] };
  const { warm, looks } = smoke ? SMOKE : FULL;
  for (let look = 0; look < warm + looks; look++) {
    const { took: ours, body } = await bot.ask("metrics web -n shop");
    if (!decodeURIComponent(body).includes("slack_file")) throw new Error(`there is no picture in ${body}`);
    const began = performance.now();
    const to = Date.now();
    await client.range(query, { from: to - HOUR, to });
    if (look >= warm) {
      took.ours.push(ours);
      took.query.push(performance.now() - began);
    }
  }
  await bot.stop();
  sink.close();
  await prometheus.close();
  return [below(60, { name: "e2e.metrics", value: median(took.ours) - median(took.query), unit: "ms" })];
}

/** Three pods that use half a core each. */
function anHour(now: number): History {
  const history = new History(2 * HOUR);
  for (let i = 0; i <= SCRAPES; i++) {
    const at = now - HOUR + (i * HOUR) / SCRAPES;
    const samples = PODS.map((pod, k) => ({
      labels: { namespace: "shop", pod, container: "web" },
      value: (at / 1000) * 0.5 + 20 * Math.sin(i / 9 + k),
    }));
    history.record(at, [{ name: "container_cpu_usage_seconds_total", help: "cpu", type: "counter", samples }]);
  }
  return history;
}
