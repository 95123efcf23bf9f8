import { expect, inject, test } from "vitest";
import { connectionsFor } from "../support/connections.ts";
import { petra } from "../support/sandbox.ts";
import { connect } from "./connection.ts";
import { seedPlayground } from "./playground.ts";

test("a thousand commands share four TLS connections to kube-apiserver", { timeout: 180_000 }, async () => {
  const cluster = await connect(inject("cluster"));
  await seedPlayground(cluster);
  expect(await connectionsFor(1000, cluster.kubeconfig("admin"), petra)).toBeLessThanOrEqual(4);
});
