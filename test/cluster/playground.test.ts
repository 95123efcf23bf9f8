import { expect, test } from "vitest";
import { startControlPlane } from "./control-plane.ts";
import { seedPlayground } from "./playground.ts";

test("a real Kubernetes takes the playground's objects, and each turns out as it is meant to", async () => {
  // Not on the suite's cluster: other tests scale and delete these objects there.
  const controlPlane = await startControlPlane();
  const kubectl = async (...args: string[]): Promise<string> => (await controlPlane.kubectl(args)).stdout;
  try {
    await seedPlayground(controlPlane);

    const healthy = await kubectl("get", "deploy,sts,ds", "-n", "shop", "-o", "name");
    for (const workload of healthy.trim().split("\n")) {
      const status = await kubectl("rollout", "status", workload, "-n", "shop", "--watch=false");
      expect(status, workload).toMatch(/successfully rolled out|roll out complete|rolling update complete/);
    }
    const broken = await kubectl("get", "pods", "-n", "broken");
    expect(broken).toMatch(/catalog-.* 0\/1 +ImagePullBackOff/);
    expect(broken).toMatch(/orders-.* 0\/1 +CrashLoopBackOff/);
    expect(broken).toMatch(/search-.* 0\/1 +CrashLoopBackOff/);
    expect(broken).toMatch(/mail-.* 0\/1 +Running/);
    expect(broken).toMatch(/report-.* 0\/1 +Pending/);
    expect(await kubectl("rollout", "history", "deploy/web", "-n", "shop")).toMatch(/gift cards\n.*faster search/);
  } finally {
    await controlPlane.stop();
  }
});
