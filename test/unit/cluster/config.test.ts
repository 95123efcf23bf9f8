import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openClusters } from "../../../src/cluster/index.ts";
import { failure, fakeApi, kubeconfig, POD, status } from "./support.ts";

const server = "http://127.0.0.1:1";
const cluster = { server };

describe("the clusters that are served", () => {
  test("are the contexts of the kubeconfig, the current one first", async () => {
    using file = kubeconfig({ prod: cluster, staging: cluster }, {}, { "current-context": "staging" });
    const clusters = await openClusters({ kubeconfig: file.path });
    expect(clusters.names).toEqual(["staging", "prod"]);
    expect(clusters.default).toBe("staging");
    expect(clusters.namespace("prod")).toBe("shop");
  });

  test("are those that the configuration names, in its order", async () => {
    using file = kubeconfig({ prod: cluster, staging: cluster, old: cluster }, {});
    const serve = [
      { name: "test", context: "staging" },
      { name: "live", context: "prod" },
    ];
    const clusters = await openClusters({ kubeconfig: file.path, serve });
    expect(clusters.names).toEqual(["test", "live"]);
    expect(() => clusters.connect("prod", undefined)).toThrow(
      failure("unknown-cluster", { word: "prod", known: ["test", "live"] }),
    );
  });

  test("come from several files, of which the first to name something wins", async () => {
    using first = kubeconfig({ prod: cluster }, {});
    using second = kubeconfig({ prod: { server: "http://127.0.0.1:2" }, staging: cluster }, {});
    const clusters = await openClusters({ kubeconfig: `${first.path}:${second.path}` });
    expect(clusters.names).toEqual(["prod", "staging"]);
  });

  test.each([
    [{ serve: [{ name: "live", context: "prdo" }] }, /has no context prdo. It has: prod/],
    [{ kubeconfig: "/nowhere/config" }, /ENOENT.*\/nowhere\/config/],
  ])("that cannot be: %j", async (options, message) => {
    using file = kubeconfig({ prod: cluster }, {});
    await expect(openClusters({ kubeconfig: file.path, ...options })).rejects.toThrow(message);
  });

  test("without a server, or with one that is no address", async () => {
    using missing = kubeconfig({ prod: cluster }, {}, { clusters: [] });
    await expect(openClusters({ kubeconfig: missing.path })).rejects.toThrow(
      /names a cluster that the kubeconfig does not have/,
    );
    using odd = kubeconfig({ prod: { server: "prod" } }, {});
    await expect(openClusters({ kubeconfig: odd.path })).rejects.toThrow(/is no address: prod/);
    using none = kubeconfig({}, {});
    await expect(openClusters({ kubeconfig: none.path })).rejects.toThrow(/names no context/);
  });

  test("each identity is checked before anything is asked", async () => {
    using file = kubeconfig({ prod: cluster }, {});
    const clusters = await openClusters({ kubeconfig: file.path });
    expect(() => clusters.connect("prod", { user: "system:admin", groups: [] })).toThrow(failure("unidentified"));
  });
});

describe("the bot's own credentials", () => {
  const web = { metadata: { name: "web" } };

  test("with a name and password", async () => {
    await using api = await fakeApi(() => web, { user: { username: "bot", password: "pass" } });
    await api.cluster.get(POD, "shop", "web");
    expect(api.asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from("bot:pass").toString("base64")}`);
  });

  test("an impersonation in the kubeconfig gives way to the person's", async () => {
    await using api = await fakeApi(() => web, { user: { token: "t", as: "admin" } });
    await api.cluster.get(POD, "shop", "web");
    await api.as({ user: "ann", groups: [] }).get(POD, "shop", "web");
    expect(api.asked.map((asked) => asked.lines("impersonate-user"))).toEqual([["admin"], ["ann"]]);
  });

  test("a token that was rotated is read anew when the old one is refused, and the request is sent again", async () => {
    using file = kubeconfig({}, {});
    const token = join(file.folder, "token");
    writeFileSync(token, "old\n");
    let valid = "old";
    await using api = await fakeApi(
      ({ headers }) => (headers.authorization === `Bearer ${valid}` ? web : status(401, "Unauthorized")),
      { user: { tokenFile: token, token: "older" } },
    );
    await api.cluster.get(POD, "shop", "web");
    writeFileSync(token, "new\n");
    valid = "new";
    await api.cluster.get(POD, "shop", "web");
    expect(api.asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer old", "Bearer old", "Bearer new"]);
  });

  test("a token file that is missing for a moment does no harm", async () => {
    using file = kubeconfig({}, {});
    const token = join(file.folder, "token");
    writeFileSync(token, "t");
    let valid = true;
    await using api = await fakeApi(() => (valid ? web : status(401, "Unauthorized")), {
      user: { tokenFile: token },
    });
    await api.cluster.get(POD, "shop", "web");
    rmSync(token);
    valid = false;
    await expect(api.cluster.get(POD, "shop", "web")).rejects.toEqual(failure("unauthenticated"));
    valid = true;
    expect(await api.cluster.get(POD, "shop", "web")).toMatchObject(web);
  });

  test("a plugin is asked again when the token it gave is refused", async () => {
    using file = kubeconfig({}, {});
    const [plugin, runs] = [join(file.folder, "plugin.mjs"), join(file.folder, "runs")];
    writeFileSync(
      plugin,
      `import { appendFileSync, readFileSync } from "node:fs";
       appendFileSync(${JSON.stringify(runs)}, "x");
       const token = "token-" + readFileSync(${JSON.stringify(runs)}, "utf8").length;
       console.log(JSON.stringify({ apiVersion: "client.authentication.k8s.io/v1", kind: "ExecCredential", status: { token } }));`,
    );
    let valid = "Bearer token-1";
    const exec = {
      apiVersion: "client.authentication.k8s.io/v1",
      command: process.execPath,
      args: [plugin],
      interactiveMode: "Never",
    };
    await using api = await fakeApi(
      ({ headers }) => (headers.authorization === valid ? web : status(401, "Unauthorized")),
      {
        user: { exec },
      },
    );
    for (let i = 0; i < 3; i++) await api.cluster.get(POD, "shop", "web");
    expect(api.asked).toHaveLength(3);
    valid = "Bearer token-2";
    expect(await api.cluster.get(POD, "shop", "web")).toMatchObject(web);
  });

  test("a plugin that fails is the bot's trouble and nobody else's", async () => {
    await using api = await fakeApi(() => web, { user: { exec: { command: "/nowhere/plugin", apiVersion: "v1" } } });
    await expect(api.cluster.get(POD, "shop", "web")).rejects.toEqual(failure("unauthenticated", { cluster: "test" }));
    expect(await api.clusters.health("test")).toEqual({ problem: "it does not accept this bot's credentials" });
  });
});
