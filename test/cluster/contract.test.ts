/**
 * The embedded cluster answers as a real one does: both get every request that any command's examples make, requests
 * that must be refused, and kubectl. What they may disagree about, and why, stands in test/contract.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { writeKubeconfig } from "../../src/playground/kubeconfig.ts";
import { KUBECTL_CHANGES, KUBECTL_READS, type Line, LINES, REFUSED } from "../contract/cases.ts";
import { compare } from "../contract/compare.ts";
import { printed } from "../contract/kubectl.ts";
import { differences } from "../contract/normalise.ts";
import { isChange, type Recorded, startRecorder } from "../contract/recorder.ts";
import { embeddedSide, realSide, type Side } from "../contract/sides.ts";
import { embedded } from "../support/embedded.ts";
import { everythingConfirmed, sandbox } from "../support/sandbox.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";

/** The bot acts on a third cluster, behind a recorder: what it asks there, the two that are compared are asked after it. */
async function startBot() {
  const folder = mkdtempSync(join(tmpdir(), "kubemate-contract-"));
  const cluster = await embedded();
  const recorder = await startRecorder(cluster.url);
  const kubeconfig = writeKubeconfig(join(folder, "kubeconfig"), recorder.url);
  const bot = await sandbox({ kubeconfig }, { policy: everythingConfirmed });
  return {
    async requestsFor({ line, as }: Line): Promise<readonly Recorded[]> {
      await bot.asks(line, { as, pictures: 2 });
      const confirm = bot.last?.actions.find(({ invocation }) => invocation.command === "confirm");
      if (confirm) await bot.says(confirm.invocation, { as });
      // Where a list goes on is for each cluster to say.
      return recorder.take().filter(({ path }) => !path.includes("continue="));
    },
    async stop() {
      await bot.close();
      await recorder.stop();
      await cluster.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

// The suite may have been pointed at somebody else's cluster; these tests need one that holds nothing but the seed.
describe.skipIf(inject("cluster").own === undefined)("the embedded cluster and a real one", () => {
  let controlPlane: ControlPlane;
  let ours: Side;
  let real: Side;
  let bot: Awaited<ReturnType<typeof startBot>>;

  beforeAll(async () => {
    controlPlane = await startControlPlane();
    [ours, real, bot] = await Promise.all([embeddedSide(controlPlane), realSide(controlPlane), startBot()]);
  }, 180_000);
  afterAll(async () => {
    await Promise.all([bot.stop(), ours.close(), real.close()]);
    await controlPlane.stop();
  });

  const settle = () => Promise.all([ours.settle(), real.settle()]);
  const alike = async (args: readonly string[]) => {
    const [a, b] = await Promise.all([ours.kubectl(args), real.kubectl(args)]);
    expect(differences(printed(args, a), printed(args, b))).toEqual([]);
  };

  test.each(KUBECTL_READS.map(named))("make `$line` say the same", ({ args }) => alike(args));

  test.each(REFUSED)("refuse $method $path alike", async (request) => {
    const [a, b] = await Promise.all([ours.send(request), real.send(request)]);
    expect(b.status).toBeGreaterThanOrEqual(400);
    expect(compare(request.path, a, b)).toEqual([]);
  });

  /** The same question about the same state says nothing new. */
  const asked = new Set<string>();
  test.each(LINES)("answer alike to what $as.name's `$line` asks of them", async (line) => {
    const found: string[] = [];
    for (const request of await bot.requestsFor(line)) {
      const question = JSON.stringify({ ...request, path: request.path.replace(/resourceVersion=[1-9]\d*/, "") });
      if (asked.has(question)) continue;
      asked.add(question);
      const [a, b] = await Promise.all([ours.replay(request), real.replay(request)]);
      found.push(...compare(request.path, a, b).map((one) => `${request.method} ${request.path}: ${one}`));
      if (!isChange(request)) continue;
      asked.clear();
      await settle();
    }
    expect(found).toEqual([]);
  });

  test("hand out lists in the same pages", async () => {
    const pages = async (side: Side) => {
      const sizes: unknown[] = [];
      for (let next = ""; next !== "end"; ) {
        const path = `/apis/apps/v1/namespaces/shop/deployments?limit=3&continue=${encodeURIComponent(next)}`;
        const { body } = await side.send({ method: "GET", path, headers: ["accept", "application/json"], body: "" });
        const { items, metadata } = body as {
          items: { metadata: { name: string } }[];
          metadata: { continue?: string; remainingItemCount?: number };
        };
        sizes.push([items.map((item) => item.metadata.name), metadata.remainingItemCount]);
        next = metadata.continue ?? "end";
      }
      return sizes;
    };
    expect(await pages(ours)).toEqual(await pages(real));
  });

  test.each(KUBECTL_CHANGES.map(named))("change alike by `$line`", async ({ args }) => {
    await alike(args);
    await settle();
  });
});

function named(args: readonly string[]) {
  return { args, line: `kubectl ${args.join(" ")}` };
}
