import { expect, test } from "vitest";
import { connectionsFor } from "../support/connections.ts";
import { embedded } from "../support/embedded.ts";
import { petra } from "../support/sandbox.ts";

test("a thousand commands share four connections to the API server", { timeout: 120_000 }, async () => {
  const cluster = await embedded();
  expect(await connectionsFor(1000, cluster.kubeconfig, petra)).toBeLessThanOrEqual(4);
  await cluster.stop();
});
