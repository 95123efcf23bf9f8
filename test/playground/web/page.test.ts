/** What the page's server gives, and to whom. */
import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Page, startPage } from "../../../src/playground/web/index.ts";
import type { Picture } from "../../../src/playground/web/picture.ts";
import { startWorld, type World } from "../../../src/playground/world.ts";

let world: World;
let page: Page;
beforeAll(async () => {
  world = await startWorld();
  page = await startPage(world);
}, 30_000);
afterAll(async () => {
  await page.close();
  await world.stop();
});

const act = (body: object, headers: Record<string, string> = {}) =>
  fetch(`${page.url}act`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: page.url.slice(0, -1), ...headers },
    body: JSON.stringify(body),
  });

/** The first picture that answers, and each after it, until one is as wanted. */
async function sees(query: string, wanted: (picture: Picture) => boolean): Promise<Picture> {
  const response = await fetch(`${page.url}pictures?${query}`, { signal: AbortSignal.timeout(10_000) });
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk);
    for (const [, data = ""] of text.matchAll(/^data: (.*)\n\n/gm)) {
      const picture = JSON.parse(data) as Picture;
      if (wanted(picture)) return picture;
    }
  }
  throw new Error(`never seen: ${text}`);
}

test("it is one page with everything on this machine", async () => {
  const response = await fetch(page.url);
  const text = await response.text();
  expect(response.headers.get("content-security-policy")).toContain("default-src 'self'");
  expect(text).toContain("<b>/k8s</b> Look at Kubernetes");
  for (const [, address = ""] of text.matchAll(/(?:href|src)="(\/[^"]+)"/g))
    expect((await fetch(new URL(address, page.url))).status, address).toBe(200);
  const font = await fetch(`${page.url}font.woff2`);
  expect(
    Buffer.from(await font.arrayBuffer())
      .subarray(0, 4)
      .toString(),
  ).toBe("wOF2");
});

test("a line that is typed is answered by the bot, in the picture of who is there", async () => {
  const answered = sees("as=alice&channel=C0SHOP", ({ messages }) =>
    messages.some(({ html }) => html.includes("You act as")),
  );
  expect(await (await act({ do: "type", as: "alice", channel: "C0SHOP", text: "/k8s whoami" })).json()).toEqual({});
  const { channels } = await answered;
  expect(channels.map(({ label }) => label)).toEqual(["# shop", "# on-call", "kubemate"]);
  // It was a whisper: nobody else sees it.
  const { messages } = await sees("as=omar&channel=C0SHOP", () => true);
  expect(messages.filter(({ html }) => html.includes("You act as"))).toEqual([]);
});

test("what a message says is never a part of the page", async () => {
  await act({ do: "type", as: "alice", channel: "C0SHOP", text: "<img src=x onerror=alert(1)> & <b>bold</b>" });
  const { messages } = await sees("as=alice&channel=C0SHOP", (one) =>
    one.messages.some(({ html }) => html.includes("onerror")),
  );
  const html = messages.at(-1)?.html ?? "";
  expect(html).not.toContain("<img");
  expect(html).not.toContain("<b>bold");
});

test("a slash command in a thread is refused by Slack, not by the bot", async () => {
  const posted = await world.slack.says("alice", "shop", "a thread");
  expect(posted.notice).toBeUndefined();
  const thread = world.slack.messages("shop").at(-1)?.ts;
  const done = await act({ do: "type", as: "alice", channel: "C0SHOP", thread, text: "/k8s help" });
  expect(await done.json()).toEqual({ notice: "/k8s is not supported in threads. Sorry!" });
});

test("what is gone from the screen cannot be pressed", async () => {
  const done = await act({ do: "press", as: "alice", channel: "C0SHOP", ts: "1.000001", which: "run:0" });
  expect(done.status).toBe(400);
  expect(await done.json()).toEqual({ notice: "That is no longer on the screen." });
});

test.each([
  ["another origin", { origin: "https://evil.example" }],
  ["a form of another page", { "content-type": "text/plain" }],
])("%s may not act", async (_, headers) => {
  const before = world.slack.transcript();
  const done = await act({ do: "type", as: "petra", channel: "C0SHOP", text: "/k8s get secrets" }, headers);
  expect(done.status).toBe(403);
  expect(world.slack.transcript()).toBe(before);
});

test("a name that only leads here is refused", async () => {
  const { hostname, port } = new URL(page.url);
  const status = await new Promise((resolve, reject) => {
    request({ hostname, port, path: "/", headers: { host: "evil.example" } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(403);
});

test("a picture of somebody who is not here is refused, and none is promised", async () => {
  const response = await fetch(`${page.url}pictures?as=bob&channel=C0SHOP`);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ notice: expect.stringContaining("Nobody called bob here") });
});

test.each(["/nothing", "/page/../index.ts", "/files/F0/x.txt"])("there is no %s", async (path) => {
  expect((await fetch(new URL(path, page.url))).status).toBe(404);
});
