/** The whole bot as a child of the bench, with its ledger in a file, as in an installation. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAsker } from "./asker.ts";
import { startChild } from "./child.ts";
import type { Sink } from "./sink.ts";

interface Options {
  readonly sink: Sink;
  readonly kubeconfig: string;
  readonly program?: "bot" | "recorded-bot";
  /** Where its Prometheus answers. */
  readonly prometheus?: string;
}

/** As manifests/kubernetes/base/deployment.yaml starts it. */
export const INSTALLED = ["--max-old-space-size=128", "--max-semi-space-size=4"];

export async function startBot({ sink, kubeconfig, program = "bot", prometheus }: Options) {
  const folder = mkdtempSync(join(tmpdir(), "kubemate-bench-"));
  const environment = {
    ...{ SLACK_API_URL: sink.url, KUBECONFIG: kubeconfig, LEDGER: join(folder, "ledger.sqlite") },
    PROMETHEUS_URL: prometheus,
  };
  const child = await startChild(program, environment, INSTALLED);
  const asker = createAsker(child.port, sink, 8);
  return {
    ...child,
    /** See asker.ts. */
    ask: asker.ask,
    /** What it tells about itself: see children/recorded-bot.ts. */
    question: child.ask,
    async stop() {
      await asker.close();
      await child.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
