/** A drill is done when the cluster shows it, whatever it was left in. */
import { expect, test } from "vitest";
import { fastClock } from "../../src/playground/clock.ts";
import { sale } from "../../src/playground/drills/sale.ts";
import { deployment, deploymentPath, isComplete, patch } from "../../src/playground/scenarios/change.ts";
import { startLocalSlack } from "../../src/playground/slack/index.ts";
import { embedded } from "../support/embedded.ts";

test("the sale is over when web was larger and is as before again, also where it was large to begin with", async () => {
  const cluster = await embedded({ clock: fastClock(40) });
  const slack = await startLocalSlack();
  const scale = async (replicas: number) => {
    await patch(cluster, deploymentPath("web"), { spec: { replicas } });
    const settled = () =>
      deployment(cluster, "web")?.spec.replicas === replicas && isComplete(deployment(cluster, "web"));
    await expect.poll(settled, { timeout: 10_000 }).toBe(true);
  };
  await scale(6);
  const reached = await sale.start({ cluster, slack });
  expect(reached()).toBe(false);
  await scale(3);
  expect(reached()).toBe(false);
  await scale(7);
  expect(reached()).toBe(false);
  await scale(3);
  expect(reached()).toBe(true);
  await slack.close();
  await cluster.stop();
}, 30_000);
