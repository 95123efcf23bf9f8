import { expect, test } from "vitest";
import { startControlPlane } from "./control-plane.ts";
import { createPods } from "./many-pods.ts";

test("many pods run, on nodes of their own", async () => {
  // Not on the suite's cluster: its nodes would be more than other tests expect.
  const controlPlane = await startControlPlane();
  try {
    await createPods(controlPlane, { namespaces: 2, each: 40 });
    const { stdout } = await controlPlane.kubectl(["get", "pods", "-A", "-o", "wide", "--no-headers"]);
    expect(stdout.match(/^team-[01] +app-\d+-\d{4} +1\/1 +Running .* spare-[1-4] /gm)).toHaveLength(80);
  } finally {
    await controlPlane.stop();
  }
});
