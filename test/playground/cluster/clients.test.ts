import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { AppsV1Api, CoreV1Api, CustomObjectsApi, KubeConfig, Watch } from "@kubernetes/client-node";
import { describe, expect, test } from "vitest";
import { cluster } from "./api.ts";
import { configMap, deployment, widgets } from "./objects.ts";

function configFor(url: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromClusterAndUser({ name: "embedded", server: url, skipTLSVerify: true }, { name: "me" });
  return config;
}

describe("the client library", () => {
  test("reads, writes and lists", async () => {
    const { url } = await cluster({ objects: [deployment("web", 2)] });
    const apps = configFor(url).makeApiClient(AppsV1Api);
    const web = await apps.readNamespacedDeployment({ namespace: "shop", name: "web" });
    expect(web.metadata?.creationTimestamp).toEqual(new Date("2026-11-23T08:00:00Z"));
    if (web.spec) web.spec.replicas = 4;
    await apps.replaceNamespacedDeployment({ namespace: "shop", name: "web", body: web });
    const scale = await apps.readNamespacedDeploymentScale({ namespace: "shop", name: "web" });
    expect(scale.spec?.replicas).toBe(4);
    const { items } = await apps.listDeploymentForAllNamespaces();
    expect(items.map(({ metadata }) => metadata?.name)).toEqual(["web"]);
  });

  test("understands refusals", async () => {
    const { url } = await cluster();
    const core = configFor(url).makeApiClient(CoreV1Api);
    await expect(core.readNamespacedPod({ namespace: "shop", name: "none" })).rejects.toMatchObject({ code: 404 });
  });

  test("handles custom objects", async () => {
    const { url } = await cluster({ objects: [widgets()] });
    const api = configFor(url).makeApiClient(CustomObjectsApi);
    const where = { group: "example.com", version: "v1", namespace: "shop", plural: "widgets" };
    const body = { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "one" }, spec: { size: 1 } };
    await api.createNamespacedCustomObject({ ...where, body });
    expect(await api.getNamespacedCustomObject({ ...where, name: "one" })).toMatchObject({ spec: { size: 1 } });
  });

  test("watches", async () => {
    const { url, store } = await cluster();
    const seen = await new Promise<string>((resolve, reject) => {
      const report = (type: string, object: { metadata: { name: string } }) => {
        if (object.metadata.name === "new") resolve(`${type} ${object.metadata.name}`);
      };
      new Watch(configFor(url))
        .watch("/api/v1/namespaces/shop/configmaps", {}, report, () => {})
        .then(() => store.create(configMap("new")))
        .catch(reject);
    });
    expect(seen).toBe("ADDED new");
  });
});

const run = promisify(execFile);
const hasKubectl = await run("kubectl", ["version", "--client"]).then(
  () => true,
  () => false,
);

// kubectl is no dependency: where it is installed it has to work, elsewhere this says that it was not tried.
describe.skipIf(!hasKubectl)("kubectl", () => {
  async function kubectl(url: string, ...words: string[]): Promise<string> {
    const environment = { ...process.env, KUBECONFIG: "/dev/null", KUBECACHEDIR: `/tmp/kubectl-${process.pid}` };
    const { stdout } = await run("kubectl", ["--server", url, "--namespace", "shop", ...words], { env: environment });
    return stdout;
  }

  test("gets, scales, explains and asks what it may do", async () => {
    const { url } = await cluster({ objects: [deployment("web", 2)], controllers: false });
    expect(await kubectl(url, "get", "deploy")).toBe(
      "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    0/2     0            0           0s\n",
    );
    expect(await kubectl(url, "scale", "deploy/web", "--replicas=5")).toBe("deployment.apps/web scaled\n");
    expect(await kubectl(url, "get", "deploy", "web", "-o", "jsonpath={.spec.replicas}")).toBe("5");
    expect(await kubectl(url, "explain", "deploy.spec.replicas")).toContain("Number of desired pods.");
    expect(await kubectl(url, "auth", "can-i", "delete", "pods")).toBe("yes\n");
  });

  test("describes, and applies what it is given", async () => {
    const { url } = await cluster({ objects: [deployment("web", 2)], controllers: false });
    expect(await kubectl(url, "describe", "deploy", "web")).toContain("StrategyType:           RollingUpdate");
    expect(await kubectl(url, "create", "configmap", "a", "--from-literal=key=value")).toBe("configmap/a created\n");
    expect(await kubectl(url, "create", "deployment", "api", "--image=api:1", "--replicas=2")).toBe(
      "deployment.apps/api created\n",
    );
    expect(await kubectl(url, "set", "image", "deploy/web", "main=web:2")).toBe("deployment.apps/web image updated\n");
    expect(await kubectl(url, "get", "deploy", "web", "-o", "wide")).toContain("web:2");
  });
});
