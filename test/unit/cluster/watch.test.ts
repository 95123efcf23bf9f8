import type { ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { KubeObject } from "../../../src/kubernetes/object.ts";
import { type Asked, DEPLOYMENT, failure, fakeApi, json, status } from "./support.ts";

const web = (version: number) => ({
  kind: "Deployment",
  apiVersion: "apps/v1",
  metadata: { name: "web", resourceVersion: `${version}` },
});
const list = (version: number, ...items: unknown[]) => ({ metadata: { resourceVersion: `${version}` }, items });
const modified = (version: number) => ({ type: "MODIFIED", object: web(version) });
const deleted = (version: number) => ({ type: "DELETED", object: web(version) });
const bookmark = (version: number) => ({ type: "BOOKMARK", object: { metadata: { resourceVersion: `${version}` } } });
const gone = { type: "ERROR", object: status(410, "too old resource version") };

/** One connection of a watch: what it sends, then how it ends. */
type Connection = { readonly events: readonly object[]; readonly end?: "cut" | "close" | "stay" };
const send = (response: ServerResponse, { events, end = "stay" }: Connection): ServerResponse => {
  response.writeHead(200, { "content-type": "application/json" });
  response.write(events.map((event) => `${JSON.stringify(event)}\n`).join(""), () => {
    if (end === "cut") response.destroy();
    if (end === "close") response.end();
  });
  return response;
};

/** Plays lists and connections in order; the last of each stays. */
function script(lists: readonly unknown[], connections: readonly (Connection | object)[]) {
  let listed = 0;
  let connected = 0;
  return (asked: Asked, response: ServerResponse) => {
    if (asked.query.watch !== "true") return lists[Math.min(listed++, lists.length - 1)];
    const next = connections[connected++] ?? { events: [] };
    return "events" in next ? send(response, next as Connection) : next;
  };
}

/** What is seen until `enough` pictures came; then somebody stops it. */
async function seen(answer: Parameters<typeof fakeApi>[0], enough: number) {
  await using api = await fakeApi(answer);
  const stop = new AbortController();
  const versions: (string | undefined)[] = [];
  for await (const object of api.cluster.watch(DEPLOYMENT, "shop", "web", stop.signal)) {
    versions.push(version(object));
    if (versions.length === enough) stop.abort();
  }
  return { versions, asked: api.asked, waits: api.waits };
}
const version = (object: KubeObject | undefined) => object?.metadata.resourceVersion;

describe("a watched object", () => {
  test("is shown as it is, and again whenever it changes, until somebody stops it", async () => {
    const { versions, asked } = await seen(
      script([list(10, web(7))], [{ events: [modified(11), bookmark(20), modified(21)] }]),
      3,
    );
    expect(versions).toEqual(["7", "11", "21"]);
    expect(asked[0]?.query).toMatchObject({ fieldSelector: "metadata.name=web" });
    expect(asked[1]?.query).toEqual({
      ...{ fieldSelector: "metadata.name=web", watch: "true", resourceVersion: "10", allowWatchBookmarks: "true" },
      timeoutSeconds: "240",
    });
  });

  test("that is missing, goes and comes back is shown as such", async () => {
    const added = { type: "ADDED", object: web(11) };
    const { versions } = await seen(script([list(10)], [{ events: [added, deleted(12), modified(13)] }]), 4);
    expect(versions).toEqual([undefined, "11", undefined, "13"]);
  });

  test("is watched on from where a broken connection left it: nothing lost, nothing twice", async () => {
    const { versions, asked } = await seen(
      script(
        [list(10, web(7))],
        [
          { events: [modified(11), bookmark(15)], end: "cut" },
          { events: [modified(16)], end: "close" },
          { events: [], end: "cut" },
          { events: [modified(17)] },
        ],
      ),
      4,
    );
    expect(versions).toEqual(["7", "11", "16", "17"]);
    expect(asked.map(({ query }) => query.resourceVersion)).toEqual([undefined, "10", "15", "16", "16"]);
  });

  test("survives a connection that is cut at any byte", async () => {
    const line = `${JSON.stringify(modified(11))}\n`;
    for (let bytes = 1; bytes < line.length; bytes += 7) {
      let connected = 0;
      const { versions } = await seen((asked, response) => {
        if (asked.query.watch !== "true") return list(10, web(7));
        if (connected++ > 0) return send(response, { events: [modified(11)] });
        response.write(line.slice(0, bytes), () => response.destroy());
        return response;
      }, 2);
      expect(versions).toEqual(["7", "11"]);
    }
  });

  test.each([
    ["an event", { events: [gone], end: "close" }],
    ["a status", gone.object],
  ])("is looked up anew when the server has forgotten where it was, told by %s", async (_, forgotten) => {
    const { versions, asked } = await seen(
      script([list(10, web(7)), list(30, web(25))], [forgotten, { events: [modified(31)] }]),
      3,
    );
    expect(versions).toEqual(["7", "25", "31"]);
    expect(asked.map(({ query }) => query.resourceVersion)).toEqual([undefined, "10", undefined, "30"]);
  });

  test("survives a gateway that answers with something else", async () => {
    for (const odd of [
      { events: [{}], end: "close" },
      { events: [{ type: "MODIFIED", object: 7 }], end: "close" },
    ]) {
      const { versions } = await seen(script([list(10, web(7))], [odd, { events: [modified(11)] }]), 2);
      expect(versions).toEqual(["7", "11"]);
    }
  });

  test("is not shown twice when it was looked up anew and is the same", async () => {
    const { versions } = await seen(
      script([list(10, web(7)), list(30, web(7))], [gone.object, { events: [modified(31)] }]),
      2,
    );
    expect(versions).toEqual(["7", "31"]);
  });

  test("is asked for ever more slowly while the server is in trouble", async () => {
    const trouble = status(503, "shutting down");
    const connections = [...Array.from({ length: 7 }, () => trouble), { events: [modified(11)] }];
    const { versions, waits } = await seen(script([list(10, web(7))], connections), 2);
    expect(versions).toEqual(["7", "11"]);
    expect(waits).toEqual([750, 1500, 3000, 6000, 12_000, 22_500, 22_500]);
  });

  test("is asked for quickly again once the server has answered", async () => {
    const trouble = status(503, "shutting down");
    const { waits } = await seen(
      script(
        [list(10, web(7))],
        [trouble, trouble, { events: [modified(11)], end: "cut" }, { events: [modified(12)] }],
      ),
      3,
    );
    expect(waits).toEqual([750, 1500, 750]);
  });

  test("is not watched without the right to, and a kind that is refused is no outage", async () => {
    const no = status(
      403,
      'User "ann" cannot watch resource "deployments" in API group "apps" in the namespace "shop"',
    );
    await expect(seen(script([list(10, web(7))], [no]), 2)).rejects.toEqual(failure("forbidden", { verb: "watch" }));
    await expect(seen(() => status(503, "shutting down"), 1)).rejects.toEqual(failure("unavailable"));
  });
});

test("stopping ends the connection", async () => {
  const closed = Promise.withResolvers<void>();
  await using api = await fakeApi((asked, response) => {
    if (asked.query.watch !== "true") return json(response, list(10, web(7)));
    response.on("close", closed.resolve);
    return send(response, { events: [modified(11)] });
  });
  for await (const object of api.cluster.watch(DEPLOYMENT, "shop", "web", new AbortController().signal)) {
    if (version(object) === "11") break;
  }
  await Promise.race([closed.promise, setTimeout(5000).then(() => Promise.reject(new Error("the connection stays")))]);
});
