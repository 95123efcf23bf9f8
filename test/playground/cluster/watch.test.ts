import { expect, onTestFinished, test } from "vitest";
import { cluster, shop, TABLE, type TestCluster } from "./api.ts";
import { configMap } from "./objects.ts";

interface WatchEvent {
  type: string;
  // biome-ignore lint: any object, a Table row or a Status among them.
  object: any;
}

/** An open watch, read event by event. */
async function watch({ url }: TestCluster, path: string, accept = "application/json") {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(url + path, { headers: { accept }, signal: abort.signal });
  const events = lines(response);
  return {
    response,
    async next(): Promise<WatchEvent | undefined> {
      const { value } = await events.next();
      return value;
    },
    async take(count: number): Promise<WatchEvent[]> {
      const taken: WatchEvent[] = [];
      for (let index = 0; index < count; index += 1) taken.push((await events.next()).value as WatchEvent);
      return taken;
    },
  };
}

async function* lines({ body }: Response): AsyncGenerator<WatchEvent, undefined> {
  let rest = "";
  for await (const chunk of (body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) yield JSON.parse(part) as WatchEvent;
  }
  return undefined;
}

const brief = ({ type, object }: WatchEvent) => `${type} ${object.metadata.name}`;

test("from nowhere, a watch begins with what there is", async () => {
  const running = await cluster({ objects: [configMap("a")] });
  const { take } = await watch(running, `${shop("configmaps")}?watch=true`);
  expect((await take(2)).map(brief)).toEqual(["ADDED a", "ADDED kube-root-ca.crt"]);
  running.store.create(configMap("b"));
  expect((await take(1)).map(brief)).toEqual(["ADDED b"]);
});

test("from a version, it tells what happened since, once and in order", async () => {
  const running = await cluster();
  const { resourceVersion } = (await running.get(shop("configmaps"))).body.metadata;
  running.store.create(configMap("before"));
  const { take } = await watch(running, `${shop("configmaps")}?watch=1&resourceVersion=${resourceVersion}`);
  running.store.create(configMap("after"));
  running.store.delete("ConfigMap", "shop", "before");
  const events = await take(3);
  expect(events.map(brief)).toEqual(["ADDED before", "ADDED after", "DELETED before"]);
  const versions = events.map(({ object }) => Number(object.metadata.resourceVersion));
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
});

test("with a selector, what stops matching is gone and what starts to match is new", async () => {
  const running = await cluster();
  const { take } = await watch(running, `${shop("configmaps")}?watch=1&labelSelector=app%3Dx`);
  const created = running.store.create({
    ...configMap("a"),
    metadata: { name: "a", namespace: "shop", labels: { app: "x" } },
  });
  const relabel = (labels: Record<string, string>) => {
    const current = structuredClone(running.store.get("ConfigMap", "shop", "a") ?? created);
    running.store.update({ ...current, metadata: { ...current.metadata, labels } });
  };
  relabel({ app: "y" });
  relabel({ app: "z" });
  relabel({ app: "x" });
  const events = await take(3);
  expect(events.map(brief)).toEqual(["ADDED a", "DELETED a", "ADDED a"]);
  expect(events[1]?.object.metadata.labels).toEqual({ app: "x" });
});

test("a version that is forgotten is answered with 410, in the stream", async () => {
  const running = await cluster();
  const { resourceVersion } = (await running.get(shop("configmaps"))).body.metadata;
  running.store.create(configMap("a"));
  running.store.history.forget();
  const { next, response } = await watch(running, `${shop("configmaps")}?watch=1&resourceVersion=${resourceVersion}`);
  expect(response.status).toBe(200);
  expect(await next()).toMatchObject({ type: "ERROR", object: { code: 410, reason: "Expired" } });
  expect(await next()).toBeUndefined();
});

test("bookmarks say how far a silent watch has come, for those who ask", async () => {
  const running = await cluster();
  const { resourceVersion } = (await running.get(shop("configmaps"))).body.metadata;
  const { next } = await watch(
    running,
    `${shop("configmaps")}?watch=1&resourceVersion=${resourceVersion}&allowWatchBookmarks=true`,
  );
  running.store.create({ apiVersion: "v1", kind: "Secret", metadata: { name: "other", namespace: "shop" } });
  running.clock.advance(60_000);
  expect(await next()).toMatchObject({
    type: "BOOKMARK",
    object: { kind: "ConfigMap", metadata: { resourceVersion: String(running.store.version) } },
  });
});

test("a watch that is a list first says when the list is over", async () => {
  const running = await cluster({ objects: [configMap("a")] });
  const asList = "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
  const { take } = await watch(running, `${shop("configmaps")}?watch=1&${asList}`);
  expect(
    (await take(3)).map(({ type, object }) => [type, object.metadata.annotations?.["k8s.io/initial-events-end"]]),
  ).toEqual([
    ["ADDED", undefined],
    ["ADDED", undefined],
    ["BOOKMARK", "true"],
  ]);
  running.store.create(configMap("b"));
  expect((await take(1)).map(brief)).toEqual(["ADDED b"]);
});

test("a watch ends when its time is over", async () => {
  const running = await cluster();
  const { resourceVersion } = (await running.get(shop("configmaps"))).body.metadata;
  const { next } = await watch(
    running,
    `${shop("configmaps")}?watch=1&resourceVersion=${resourceVersion}&timeoutSeconds=30`,
  );
  running.clock.advance(30_000);
  expect(await next()).toBeUndefined();
});

test("a table is watched row by row, and says its columns once", async () => {
  const running = await cluster();
  const { resourceVersion } = (await running.get(shop("configmaps"))).body.metadata;
  const { take } = await watch(running, `${shop("configmaps")}?watch=1&resourceVersion=${resourceVersion}`, TABLE);
  running.store.create(configMap("a"));
  running.store.create(configMap("b"));
  const [first, second] = await take(2);
  expect(first?.object.columnDefinitions).toHaveLength(3);
  expect(second?.object).toMatchObject({ columnDefinitions: null, rows: [{ cells: ["b", 0, "0s"] }] });
});
