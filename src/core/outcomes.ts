/** What became of a change: said at once, then followed until it can be judged. The surface edits one message. */
import { setTimeout as wait } from "node:timers/promises";
import { humanDuration } from "../kubernetes/age.ts";
import { rolloutProgress } from "../kubernetes/progress.ts";
import type { Change } from "./change.ts";
import type { Context } from "./context.ts";
import { figuresCompared, figuresOf } from "./figures.ts";
import { type Action, type Reply, reply } from "./reply.ts";
import { say } from "./text.ts";

/** Seconds. Rates over less than a minute are noise, and Prometheus may not have scraped twice yet. */
const SHORTEST = 60;

/** @param afterwards seconds after the last word at which the workload's figures are looked at again; 0: never */
export async function* outcomes(
  ctx: Context,
  change: Change,
  actions: readonly Action[],
  afterwards = 120,
): AsyncGenerator<Reply> {
  const rest = { actions, kubectl: change.kubectl, open: true };
  if (change.follow === undefined) return yield reply.ok(change.done, rest);
  yield reply.ok(change.done, { ...rest, live: true });

  const { kind: word, group, namespace, name, uid } = change.target;
  const kind = await ctx.cluster.kind(group === "" ? word : `${change.target.resource}.${group}`);
  for await (const now of ctx.cluster.watch(kind, namespace, name, ctx.signal)) {
    if (change.follow === "gone") {
      if (now && now.metadata.uid === uid) continue; // still terminating
      return yield reply.ok(change.done, {
        ...rest,
        body: [{ text: now ? say`A new ${name} has taken its place.` : say`It is gone.` }],
      });
    }
    if (!now) return yield reply.warn(say`${change.done}, but ${name} has been deleted since.`, rest);
    const progress = rolloutProgress(now);
    const tone = progress.state === "failed" ? reply.warn : reply.ok;
    const body = [{ text: say`${progress.text}` }];
    if (progress.state === "moving") {
      yield tone(change.done, { ...rest, body, live: true });
      continue;
    }
    const { figures = [] } = change;
    if (figures.length === 0 || afterwards === 0) return yield tone(change.done, { ...rest, body });
    const later = say`I look at its traffic again in ${humanDuration(afterwards * 1000)}.`;
    yield tone(change.done, { ...rest, body: [...body, { note: later }], live: true });
    await wait(afterwards * 1000, undefined, { signal: ctx.signal });
    const window = Math.max(SHORTEST, Math.min(afterwards, 300));
    const text = figuresCompared(figures, await figuresOf(ctx, now, `${window}s`));
    return yield tone(change.done, { ...rest, body: [...body, { text }] });
  }
}
