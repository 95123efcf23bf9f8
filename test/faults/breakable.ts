/** A bot on an API server that can be broken, and that does not wait for it as long as people would. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../src/cluster/connection/clock.ts";
import type { OnRequest } from "../../src/playground/cluster/http/faults.ts";
import { embedded } from "../support/embedded.ts";
import { everythingAtOnce, sandbox } from "../support/sandbox.ts";

/** What the bot's requests look like to `breaks`: "GET /api/v1/…", or "PATCH /apis/… for real" where it carries out a change. */
export const about = {
  objects: /\/(api\/v1|apis\/[^/ ]+\/v\d)\//,
  discovery: / \/apis?$/,
  previews: /^PATCH .*dryRun/,
  acts: / for real$/,
  watches: /[?&]watch=true/,
  logs: /\/log\?/,
};

export async function breakable() {
  let wrong: { readonly how: OnRequest; readonly where: RegExp; left: number } | undefined;
  const asked: string[] = [];
  const cluster = await embedded({
    onRequest(request) {
      const { method, url, headers } = request;
      const line = `${method} ${url}${headers["user-agent"]?.includes("op=") ? " for real" : ""}`;
      asked.push(line);
      if (!wrong?.where.test(line) || wrong.left <= 0) return undefined;
      wrong.left -= 1;
      return wrong.how(request);
    },
  });
  const clock = hasty();
  const bot = await sandbox({ kubeconfig: cluster.kubeconfig, deadline: 400, clock }, { policy: everythingAtOnce });
  await bot.asks("get deploy"); // so that discovery is at hand
  return {
    cluster,
    bot,
    asked,
    /** How many requests there have been. */
    sent: (what: RegExp) => asked.filter((line) => what.test(line)).length,
    deployment: (name: string) => cluster.store.get("Deployment", "shop", name),
    /** @param times how many requests it befalls; then all is well again */
    breaks(how: OnRequest, where = /./, times = Number.POSITIVE_INFINITY) {
      wrong = { how, where, left: times };
    },
    mends() {
      wrong = undefined;
    },
    /** What the bot knows grows old by so much. */
    later: clock.later,
    async close() {
      await bot.close();
      await cluster.stop();
    },
  };
}

/** Pauses between attempts take a fiftieth of their time, and the clock shows that they took all of it. */
function hasty(): Clock & { later(ms: number): void } {
  let skipped = 0;
  return {
    later(ms) {
      skipped += ms;
    },
    now: () => Date.now() + skipped,
    random: () => 0.5,
    async sleep(ms, signal) {
      await sleep(ms / 50, undefined, signal && { signal });
      skipped += ms - ms / 50;
    },
  };
}
