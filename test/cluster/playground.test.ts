import { expect, inject, test } from "vitest";
import { connect } from "./connection.ts";
import { seedPlayground } from "./playground.ts";

test("a real Kubernetes takes the playground's objects, and each turns out as it is meant to", async () => {
  const cluster = await connect(inject("cluster"));
  await seedPlayground(cluster);
  const kubectl = async (...args: string[]): Promise<string> => (await cluster.kubectl(args)).stdout;

  const healthy = await kubectl("get", "deploy,sts,ds", "-n", "shop", "-o", "name");
  for (const workload of healthy.trim().split("\n")) {
    expect(await kubectl("rollout", "status", workload, "-n", "shop", "--watch=false"), workload).toMatch(
      /successfully rolled out|roll out complete|rolling update complete/,
    );
  }
  const broken = await kubectl("get", "pods", "-n", "broken");
  expect(broken).toMatch(/catalog-.* 0\/1 +ImagePullBackOff/);
  expect(broken).toMatch(/orders-.* 0\/1 +CrashLoopBackOff/);
  expect(broken).toMatch(/search-.* 0\/1 +CrashLoopBackOff/);
  expect(broken).toMatch(/mail-.* 0\/1 +Running/);
  expect(broken).toMatch(/report-.* 0\/1 +Pending/);
  expect(await kubectl("rollout", "history", "deploy/web", "-n", "shop")).toMatch(/gift cards\n.*faster search/);
});
