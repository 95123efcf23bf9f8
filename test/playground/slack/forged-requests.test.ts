import { afterAll, beforeAll, expect, test } from "vitest";
import { withApp } from "./app.ts";
import { forgedRequests, headersOf } from "./data/forged-requests.ts";

const heard: string[] = [];
let bench: Awaited<ReturnType<typeof withApp>>;
beforeAll(async () => {
  bench = await withApp((app) => {
    app.use(async ({ body, next }) => {
      heard.push(JSON.stringify(body));
      await next();
    });
    app.command("/k8s", async ({ ack }) => ack());
  });
});
afterAll(() => bench[Symbol.asyncDispose]());

test.each(forgedRequests)("$name: no listener hears it", async (forged) => {
  heard.length = 0;
  const headers = headersOf(forged, bench.slack.signingSecret);
  await fetch(bench.requestUrl, { method: "POST", headers, body: forged.body + (forged.append ?? "") });
  await bench.slack.slash("alice", "general", "/k8s", "the real one");
  expect(heard).toEqual([expect.stringContaining("the real one")]);
});
