/** What became of a change: said at once, then followed until it can be judged. The surface edits one message. */
import { rolloutProgress } from "../kubernetes/progress.ts";
import type { Change } from "./change.ts";
import type { Context } from "./context.ts";
import { type Action, type Reply, reply } from "./reply.ts";
import { say } from "./text.ts";

export async function* outcomes(ctx: Context, change: Change, actions: readonly Action[]): AsyncGenerator<Reply> {
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
    yield tone(change.done, { ...rest, body: [{ text: say`${progress.text}` }], live: progress.state === "moving" });
    if (progress.state !== "moving") return;
  }
}
