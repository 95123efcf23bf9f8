/** What the road stands on. main.ts supplies it; tests supply the same with a memory ledger and the embedded cluster. */
import type { Clusters } from "./cluster.ts";
import type { Command } from "./command.ts";
import type { Place, Scope } from "./context.ts";
import type { Knowledge } from "./knowledge.ts";
import type { Ledger } from "./ledger.ts";
import type { Policy } from "./policy.ts";
import type { Prometheus } from "./prometheus.ts";

export interface Services {
  readonly commands: readonly Command[];
  readonly clusters: Clusters;
  readonly ledger: Ledger;
  readonly knowledge: Knowledge;
  /** Undefined where none is configured. */
  readonly prometheus?: Prometheus | undefined;
  /** Read at each request, because a reload may replace it. */
  policy(): Policy;
  /** The kinds that people may read, as "pods" or "deployments.apps". Undefined: every kind but Secrets. */
  kinds(): readonly string[] | undefined;
  /** What the configuration says of a channel: its defaults, and the namespaces whose reads are answered openly there. */
  channel(place: Place): { readonly scope: Scope; readonly sees: readonly string[] };
  /** Seconds after a change at which its workload's figures are looked at again. 0: never. Default: two minutes. */
  readonly afterwards?: number | undefined;
  /** Unix milliseconds. */
  now(): number;
  /** A bug: an error that nobody meant to show. */
  report(error: unknown, reference: string): void;
  observe(measure: { readonly command: string; readonly outcome: string; readonly seconds: number }): void;
}
