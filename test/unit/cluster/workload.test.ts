import { describe, expect, test } from "vitest";
import { type Asked, failure, fakeApi, status } from "./support.ts";

/** "deployments/web": exists. Lists name what exists; a resource in `hidden` is forbidden altogether. */
const shop =
  (exists: readonly string[], hidden: readonly string[] = []) =>
  ({ path }: Asked) => {
    const [, resource = "", name] = /namespaces\/shop\/([a-z]+)(?:\/(.+))?$/.exec(path) ?? [];
    if (hidden.includes(resource)) {
      return status(403, `User "ann" cannot get resource "${resource}" in API group "apps" in the namespace "shop"`);
    }
    if (name !== undefined) {
      return exists.includes(`${resource}/${name}`) ? { kind: KINDS[resource], metadata: { name } } : undefined;
    }
    const names = exists.filter((one) => one.startsWith(`${resource}/`)).map((one) => one.split("/")[1]);
    return {
      kind: "Table",
      columnDefinitions: [{ name: "Name", format: "name" }],
      rows: names.map((one) => ({ cells: [one] })),
    };
  };
const KINDS: Readonly<Record<string, string>> = {
  ...{ deployments: "Deployment", statefulsets: "StatefulSet", daemonsets: "DaemonSet", pods: "Pod", jobs: "Job" },
};

describe("a workload", () => {
  test.each(["web", "deploy/web", "deployment/web", "deployments.apps/web", "deployment web", " web "])(
    "is found as %j",
    async (target) => {
      await using api = await fakeApi(shop(["deployments/web", "deployments/web-2"]));
      expect(await api.cluster.workload(target, "shop")).toMatchObject({
        kind: "Deployment",
        metadata: { name: "web" },
      });
    },
  );

  test("of a name that several kinds have is asked back", async () => {
    await using api = await fakeApi(shop(["deployments/web", "statefulsets/web"]));
    await expect(api.cluster.workload("web", "shop")).rejects.toEqual(
      failure("ambiguous", {
        word: "web",
        choices: [
          { label: "deploy/web", value: "deploy/web" },
          { label: "sts/web", value: "sts/web" },
        ],
      }),
    );
  });

  test("is one of the usual kinds first, and of the others only then", async () => {
    await using api = await fakeApi(shop(["deployments/web", "pods/web", "pods/web-1"]));
    const kinds = ["Deployment", "StatefulSet", "DaemonSet", "Job", "Pod"];
    expect(await api.cluster.workload("web", "shop", kinds)).toMatchObject({ kind: "Deployment" });
    expect(api.asked.map(({ path }) => path)).not.toContainEqual(expect.stringContaining("/pods/"));
    expect(await api.cluster.workload("web-1", "shop", kinds)).toMatchObject({ kind: "Pod" });
  });

  test.each([
    ["checkuot", ["deploy/checkout"]],
    ["check", ["deploy/checkout"]],
    ["WEB", ["deploy/web-front", "deploy/web-api"]],
    ["payments", []],
    ["..", []],
  ])("%s that is not there is answered with what is near", async (target, near) => {
    await using api = await fakeApi(shop(["deployments/checkout", "deployments/web-front", "deployments/web-api"]));
    await expect(api.cluster.workload(target, "shop")).rejects.toEqual(
      failure("not-found", { namespace: "shop", near: expect.arrayContaining([...near]) }),
    );
  });

  test("that is not there is answered with three names at most, the shortest first", async () => {
    await using api = await fakeApi(
      shop(["web-4444", "web-1", "web-333", "web-22"].map((name) => `deployments/${name}`)),
    );
    await expect(api.cluster.workload("web", "shop")).rejects.toEqual(
      failure("not-found", { what: "workload web", near: ["deploy/web-1", "deploy/web-22", "deploy/web-333"] }),
    );
  });

  test("is found though its owner may not see every kind", async () => {
    await using api = await fakeApi(shop(["deployments/web"], ["statefulsets", "daemonsets"]));
    expect(await api.cluster.workload("web", "shop")).toMatchObject({ kind: "Deployment" });
    await expect(api.cluster.workload("cart", "shop")).rejects.toEqual(
      failure("forbidden", { resource: "statefulsets" }),
    );
  });

  test("of a kind that cannot do this is refused", async () => {
    await using api = await fakeApi(shop(["pods/web"]));
    await expect(api.cluster.workload("pod/web", "shop")).rejects.toEqual(failure("refused"));
    await expect(api.cluster.workload("secret/web", "shop")).rejects.toEqual(failure("secret-kind"));
    await expect(api.cluster.workload("thing/web", "shop")).rejects.toEqual(failure("unknown-kind"));
  });

  test("of a known kind that is not there is answered with its neighbours", async () => {
    await using api = await fakeApi(shop(["deployments/checkout"]));
    await expect(api.cluster.workload("deploy/checkot", "shop")).rejects.toEqual(
      failure("not-found", { what: "deploy/checkot", near: ["checkout"] }),
    );
  });
});
