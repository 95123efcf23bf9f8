import { describe, expect, test } from "vitest";
import { retryAfter } from "../../../src/cluster/connection/retry.ts";
import { failure, fakeApi, json, POD, status } from "./support.ts";

describe("Retry-After", () => {
  const now = Date.parse("2026-11-23T08:00:00Z");
  test.each([
    ["2", 2000],
    [" 2 ", 2000],
    ["0", 250],
    ["3600", 3_600_000],
    ["Mon, 23 Nov 2026 08:00:05 GMT", 5000],
    ["Mon, 23 Nov 2026 07:00:00 GMT", 250],
    [undefined, 1000],
    ["", 1000],
    ["soon", 1000],
    ["-1", 250],
    [["1", "2"], 1000],
  ])("%j asks for %d ms", (header, ms) => {
    expect(retryAfter(header, now)).toBe(ms);
  });
});

const busy = (seconds: string) => (_: unknown, response: Parameters<typeof json>[0]) => {
  response.setHeader("retry-after", seconds);
  return json(response, status(429, "too many requests"), 429);
};

describe("a busy API server", () => {
  test("is asked again after the time it names", async () => {
    let asked = 0;
    await using api = await fakeApi((_, response) =>
      asked++ < 2 ? busy("2")(_, response) : { metadata: { name: "web" } },
    );
    expect(await api.cluster.get(POD, "shop", "web")).toMatchObject({ metadata: { name: "web" } });
    expect(api.waits).toEqual([2000, 2000]);
  });

  test("is asked three times at most", async () => {
    await using api = await fakeApi(busy("1"));
    await expect(api.cluster.get(POD, "shop", "web")).rejects.toEqual(failure("busy", { cluster: "test" }));
    expect(api.asked).toHaveLength(3);
  });

  test("that wants more time than people have is left alone at once", async () => {
    await using api = await fakeApi(busy("3600"));
    await expect(api.cluster.get(POD, "shop", "web")).rejects.toEqual(failure("busy"));
    expect(api.waits).toEqual([]);
  });

  test("that is restarting (503) is asked again, too", async () => {
    let asked = 0;
    await using api = await fakeApi(() => (asked++ < 1 ? status(503, "shutting down") : { metadata: { name: "web" } }));
    expect(await api.cluster.get(POD, "shop", "web")).toMatchObject({ metadata: { name: "web" } });
  });
});

test("a read whose connection breaks is read again", async () => {
  let asked = 0;
  await using api = await fakeApi((_, response) => (asked++ < 1 ? response.destroy() : { metadata: { name: "web" } }));
  expect(await api.cluster.get(POD, "shop", "web")).toMatchObject({ metadata: { name: "web" } });
  expect(api.asked).toHaveLength(2);
});
