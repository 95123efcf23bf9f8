/** What happened to a workload meanwhile: its rollouts, which Kubernetes remembers, and its scalings, which Prometheus does. */
import { type Context, failedWith, type Found, type Mark, type Prometheus, type Range, scalings } from "#kit";
import { history } from "../rollout/revisions.ts";

/** As many as anybody can read side by side. */
const MOST = 6;

export async function happened(ctx: Context, prometheus: Prometheus, found: Found, range: Range): Promise<Mark[]> {
  const [rollouts, scaled] = await Promise.all([rolledOut(ctx, found), resized(ctx, prometheus, found, range)]);
  return [...rollouts, ...scaled]
    .filter(({ at }) => at >= range.from && at <= range.to)
    .toSorted((a, b) => a.at - b.at)
    .slice(-MOST);
}

/** When its revisions were made; nothing for what has none, and for who may not look. */
async function rolledOut(ctx: Context, found: Found): Promise<readonly Mark[]> {
  if (!["Deployment", "StatefulSet", "DaemonSet"].includes(found.object.kind)) return [];
  try {
    const revisions = await history(ctx, found);
    return revisions.map(({ number, createdAt }) => ({ name: `revision ${number}`, at: Date.parse(createdAt ?? "") }));
  } catch (error) {
    if (failedWith(error, "forbidden")) return [];
    throw error;
  }
}

/** Where kube-state-metrics is not scraped, nobody remembers. */
async function resized(
  ctx: Context,
  prometheus: Prometheus,
  { object }: Found,
  range: Range,
): Promise<readonly Mark[]> {
  const query = scalings(object);
  if (query === undefined) return [];
  const [series] = await prometheus.range(query, range, ctx.signal);
  const points = series?.points ?? [];
  return points.flatMap(({ at, value }, i) => {
    const before = points[i - 1]?.value;
    return before === undefined || before === value ? [] : [{ name: `${before} to ${value} pods`, at }];
  });
}
