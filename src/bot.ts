/** The bot without a surface: clusters, ledger, knowledge and commands put together on the road. */
import { commands } from "../commands/index.ts";
import { type Observed, openClusters } from "./cluster/index.ts";
import type { Settings } from "./config/index.ts";
import type { Clusters } from "./core/cluster.ts";
import type { Command } from "./core/command.ts";
import { createDispatch } from "./core/dispatch.ts";
import type { Ledger } from "./core/ledger.ts";
import type { Dispatch } from "./core/road.ts";
import type { Services } from "./core/services.ts";
import { createSuggest } from "./core/suggest.ts";
import { openKnowledge } from "./knowledge/index.ts";
import { openLedger } from "./ledger/index.ts";
import { version } from "./version.ts";

export interface BotOptions {
  /** Asked at each request: a reload may change policy, people and channels. Clusters and files are opened once. */
  readonly settings: () => Pick<
    Settings,
    | "policy"
    | "channels"
    | "clusters"
    | "kinds"
    | "kubeconfig"
    | "ledgerFile"
    | "knowledgeDir"
    | "prometheusUrl"
    | "prometheusHeaders"
    | "figuresAfter"
    | "keepDays"
  >;
  readonly report: Services["report"];
  /** Told of what the owner should mend and the bot can do without: a runbook that cannot be read. */
  readonly warn?: (problem: string) => void;
  readonly observe?: Services["observe"];
  readonly onRequest?: (seen: Observed) => void;
  /** What the ledger seals operations with. A ledger that outlives the process should have one. */
  readonly secret?: string;
}

export interface Bot {
  readonly commands: readonly Command[];
  readonly dispatch: Dispatch;
  readonly suggest: ReturnType<typeof createSuggest>;
  readonly clusters: Clusters;
  readonly ledger: Ledger;
  close(): Promise<void>;
}

/** @throws Error, ConfigProblems or LedgerProblem, each with one sentence for whoever starts the bot */
export async function openBot({
  settings,
  report,
  warn = console.warn,
  observe = () => undefined,
  onRequest,
  secret,
}: BotOptions): Promise<Bot> {
  const {
    kubeconfig,
    clusters: served,
    ledgerFile,
    knowledgeDir,
    prometheusUrl,
    prometheusHeaders = {},
    figuresAfter,
    keepDays,
  } = settings();
  const ledger = await openLedger({ file: ledgerFile, keepDays, secret });
  const clusters = await openClusters({
    version,
    kubeconfig,
    ...(served.length > 0 && { serve: served }),
    ...(onRequest && { onRequest }),
  });
  // Loaded where somebody wants them: axios and a search index are megabytes that a small bot can do without.
  const runbooks =
    knowledgeDir === undefined
      ? undefined
      : (await import("./knowledge/runbooks/index.ts")).openRunbooks({ folder: knowledgeDir, warn });
  const prometheus =
    prometheusUrl === undefined
      ? undefined
      : (await import("./prometheus/index.ts")).createPrometheus({
          url: prometheusUrl,
          headers: prometheusHeaders,
        });
  const dispatch = createDispatch({
    commands,
    clusters,
    ledger,
    knowledge: openKnowledge(runbooks),
    prometheus,
    afterwards: figuresAfter,
    policy: () => settings().policy,
    kinds: () => settings().kinds,
    channel: (place) => settings().channels.get(place.id) ?? { scope: {}, sees: [] },
    now: Date.now,
    report,
    observe,
  });
  return {
    commands,
    dispatch,
    suggest: createSuggest({ clusters, commands }),
    clusters,
    ledger,
    async close() {
      runbooks?.stop();
      await clusters.close();
      await ledger.close();
    },
  };
}
