/** The manifests as somebody installs them: on a real API server, which enforces the restricted Pod Security Standard. */
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Cluster, connect } from "./connection.ts";
import { eventually } from "./eventually.ts";

describe.each(["legacy", "constrained"])("kubectl apply -k manifests/kubernetes/%s", (form) => {
  const folder = `manifests/kubernetes/${form}`;
  let cluster: Cluster;
  let applied: Awaited<ReturnType<Cluster["kubectl"]>>;

  beforeAll(async () => {
    cluster = await connect(inject("cluster"));
    applied = await cluster.kubectl(["apply", "-k", folder]);
  });
  afterAll(async () => {
    await cluster.kubectl(["delete", "-k", folder]); // the next form starts without it
    await cluster.api.close();
  });

  test("is accepted whole, without a warning", () => {
    expect(applied).toMatchObject({ code: 0, stderr: "" });
    expect(applied.stdout).toMatch(/deployment.apps\/kubemate created/);
    expect(applied.stdout).toMatch(/clusterrolebinding.rbac.authorization.k8s.io\/kubemate created/);
  });

  test("gets its pod past PodSecurity, which refuses one that asks for more", async () => {
    await eventually("the pod of kubemate to be admitted", async () => {
      const { stdout } = await cluster.kubectl(["-n", "kubemate", "get", "pods", "-o", "name"]);
      return stdout.startsWith("pod/kubemate-");
    });
    const greedy = await cluster.kubectl(["-n", "kubemate", "run", "greedy", "--image=registry.test/greedy:1"]);
    expect(greedy.stderr).toContain('violates PodSecurity "restricted:latest"');
  });
});
