import { request } from "node:http";
import { expect, test } from "vitest";
import { startEmbeddedCluster } from "../../../src/playground/cluster/index.ts";
import { cluster, shop } from "./api.ts";
import { configMap } from "./objects.ts";

test("a test can answer in place of the server, or by half", async () => {
  const busy = await cluster({ onRequest: () => ({ status: 429, headers: { "retry-after": "1" }, body: "{}" }) });
  const refused = await busy.get("/version");
  expect([refused.code, refused.headers.get("retry-after")]).toEqual([429, "1"]);
  const broken = await cluster({ onRequest: () => ({ status: 200, body: '{"kind":"Pod"}', cutAfter: 5 }) });
  await expect(broken.get("/version")).rejects.toThrow("terminated");
});

test("a test can keep a request waiting", async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { get } = await cluster({ onRequest: () => gate });
  const answer = get("/readyz");
  release();
  expect((await answer).body).toBe("ok");
});

test("the client's audit id comes back, so that two logs can be joined", async () => {
  const { call } = await cluster();
  expect((await call("GET", "/version", { headers: { "audit-id": "mine" } })).headers.get("audit-id")).toBe("mine");
});

/** As `fetch`, which would tidy up the path first: "%2e%2e" would never arrive. */
const rawStatus = (url: string, method: string, path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, method, path }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });

test("names that are no names find nothing and harm nothing", async () => {
  const { url, store } = await cluster({ objects: [configMap("a")] });
  for (const name of ["%2e%2e", "..", "a%2f..", "..%2f..%2fnamespaces%2fshop", "%00", "%"]) {
    expect(await rawStatus(url, "DELETE", `${shop("configmaps")}/${name}`)).toBeGreaterThanOrEqual(400);
  }
  expect(store.get("ConfigMap", "shop", "a")).toBeDefined();
  expect(store.get("Namespace", undefined, "shop")?.metadata.deletionTimestamp).toBeUndefined();
});

test("a body that is too big, or no JSON, is refused", async () => {
  const { call } = await cluster();
  expect((await call("POST", shop("configmaps"), { body: "{" })).code).toBe(400);
  expect((await call("POST", shop("configmaps"), { body: "x".repeat(4_000_000) })).code).toBe(413);
  expect((await call("POST", shop("configmaps"), { body: "a", type: "text/plain" })).code).toBe(415);
});

test("it stops with watches open, and counts what it was asked", async () => {
  const running = await startEmbeddedCluster({ controllers: false });
  const watch = await fetch(`${running.url}/api/v1/pods?watch=1`);
  expect(running.requests()).toBe(1);
  const ended = watch.text().catch(() => "cut off");
  await running.stop();
  expect(await ended).toBe("cut off");
});
