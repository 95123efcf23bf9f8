import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { describe, expect, test } from "vitest";
import type { Observed } from "../../../src/cluster/index.ts";
import { DEPLOYMENT, failure, fakeApi, json, nowhere, POD, status } from "./support.ts";

const ann = { user: "ann@example.com", groups: ["devs", "oncall"], extra: { "example.com/team": ["shop"] } };
const web = { metadata: { name: "web" } };

describe("who asks", () => {
  test("a person is named in headers of their own, one line a group", async () => {
    await using api = await fakeApi(() => web);
    await api.as(ann).get(POD, "shop", "web");
    const [asked] = api.asked;
    expect(asked?.lines("impersonate-user")).toEqual(["ann@example.com"]);
    expect(asked?.lines("impersonate-group")).toEqual(["devs", "oncall"]);
    expect(asked?.lines("impersonate-extra-example.com%2fteam")).toEqual(["shop"]);
    expect(asked?.lines("authorization")).toEqual(["Bearer t"]);
  });

  test("through a proxy, too", async () => {
    const tunnelled: string[] = [];
    const proxy = createServer().on("connect", ({ url = "" }, socket, head) => {
      tunnelled.push(url);
      const [host, port] = url.split(":");
      const upstream = connect(Number(port), host, () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        upstream.write(head);
        upstream.pipe(socket).pipe(upstream);
      });
      for (const end of [upstream, socket]) end.on("error", () => void [upstream, socket].map((one) => one.destroy()));
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    {
      await using api = await fakeApi(() => web, { cluster: { "proxy-url": address } });
      await api.as(ann).get(POD, "shop", "web");
      expect(tunnelled).toEqual([new URL(api.url).host]);
      expect(api.asked[0]?.lines("impersonate-group")).toEqual(["devs", "oncall"]);
    }
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  });

  test("the bot asks for itself only what belongs to nobody", async () => {
    const seen: Observed[] = [];
    await using api = await fakeApi(({ path }) => (path === "/version" ? { gitVersion: "v1.37.2" } : web), {
      onRequest: (one) => seen.push(one),
    });
    expect(await api.clusters.health("test")).toEqual({ version: "v1.37.2" });
    const person = api.as(ann);
    await person.get(await person.kind("deploy"), "shop", "web");
    expect(seen.map(({ as, resource }) => [as, resource])).toEqual([
      ["bot", "/version"],
      ["bot", "/api"],
      ["bot", "/apis"],
      ["person", "deployments"],
    ]);
    expect(seen.at(-1)).toMatchObject({ verb: "get", group: "apps", namespace: "shop", status: 200 });
    expect(api.asked[0]?.headers["impersonate-user"]).toBeUndefined();
  });
});

test("a thousand commands share four connections", async () => {
  await using api = await fakeApi(() => web);
  for (let i = 0; i < 50; i++) await Promise.all(Array.from({ length: 20 }, () => api.as(ann).get(POD, "shop", "web")));
  expect(api.connections).toBeLessThanOrEqual(4);
});

describe("trouble is said as what it is", () => {
  const get = async (answer: Parameters<typeof fakeApi>[0], options: Parameters<typeof fakeApi>[1] = {}) => {
    await using api = await fakeApi(answer, options);
    return await api.cluster.get(DEPLOYMENT, "shop", "web");
  };

  test.each([
    [400, "unable to parse", failure("invalid", { message: "unable to parse" })],
    [401, "Unauthorized", failure("unauthenticated", { cluster: "test" })],
    [403, "exceeded quota: pods", failure("invalid", { message: "exceeded quota: pods" })],
    [404, "not found", failure("not-found", { what: "deploy/web", namespace: "shop" })],
    [409, "the object has been modified", failure("conflict", { what: "deployments.apps/web" })],
    [422, "is invalid", failure("invalid", { message: "is invalid" })],
    [500, "etcdserver: request timed out", failure("unavailable", { detail: "etcdserver: request timed out" })],
    [503, "shutting down", failure("unavailable", { detail: "shutting down" })],
    [504, "Timeout: request did not complete", failure("unavailable")],
  ])("%d %s", async (code, message, expected) => {
    await expect(get(() => status(code, message))).rejects.toEqual(expected);
  });

  test("a status of failure under 200", async () => {
    const said = (_: unknown, response: Parameters<typeof json>[0]) => json(response, status(409, "modified"), 200);
    await expect(get(said)).rejects.toEqual(failure("conflict"));
  });

  test("a login page", async () => {
    const page = (code: number) => (_: unknown, response: Parameters<typeof json>[0]) =>
      response.writeHead(code, { "content-type": "text/html" }).end("<h1>Log in</h1>");
    await expect(get(page(200))).rejects.toEqual(failure("unavailable"));
    await expect(get(page(404))).rejects.toEqual(
      failure("unavailable", { detail: expect.stringContaining("404 with text/html") }),
    );
    await expect(get(page(302))).rejects.toEqual(failure("unavailable"));
  });

  test("an answer that is cut in the middle, at every byte", async () => {
    const whole = JSON.stringify({ kind: "Deployment", metadata: { name: "web" } });
    for (let bytes = 0; bytes < whole.length; bytes += 5) {
      const cut: Parameters<typeof fakeApi>[0] = (_, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": whole.length });
        response.write(whole.slice(0, bytes), () => response.destroy());
        return response;
      };
      await expect(get(cut)).rejects.toEqual(failure("unavailable", { detail: "the connection was cut" }));
    }
  });

  test.each(["null", "42", '"x"', "[]", "{}", '{"metadata":7}', '{"metadata":{"name":1}}'])(
    "an answer of %s",
    async (body) => {
      const odd = (_: unknown, response: Parameters<typeof json>[0]) => response.end(body);
      await expect(get(odd)).rejects.toEqual(failure("unavailable"));
    },
  );

  test("an answer that ends early and properly", async () => {
    const half = (_: unknown, response: Parameters<typeof json>[0]) => response.end('{"kind":"Depl');
    await expect(get(half)).rejects.toEqual(failure("unavailable"));
  });

  test("an answer that is too large", async () => {
    const flood = (_: unknown, response: Parameters<typeof json>[0]) =>
      response.end(Buffer.alloc(33 * 1024 * 1024, " "));
    await expect(get(flood)).rejects.toEqual(failure("unavailable", { detail: "its answer is larger than 32 MiB" }));
  });

  test("a server that does not answer", async () => {
    await expect(get((_, response) => response, { deadline: 30 })).rejects.toEqual(failure("timeout", { seconds: 1 }));
  });

  test("a server that stops in the middle", async () => {
    const half = (_: unknown, response: Parameters<typeof json>[0]) => {
      response.write('{"kind":');
      return response;
    };
    await expect(get(half, { deadline: 30 })).rejects.toEqual(failure("timeout"));
  });

  test("nobody listens", async () => {
    await expect(get(() => web, { cluster: { server: await nowhere() } })).rejects.toEqual(
      failure("unavailable", { detail: "the connection was refused" }),
    );
  });

  test("no such host", async () => {
    await expect(get(() => web, { cluster: { server: "http://kubemate.invalid" } })).rejects.toEqual(
      failure("unavailable"),
    );
  });
});

test("pressing Stop ends the calls of that person, and of nobody else", async () => {
  const arrived = Promise.withResolvers<void>();
  await using api = await fakeApi(({ path }, response) => {
    if (!path.endsWith("slow")) return web;
    arrived.resolve();
    return response;
  });
  const stop = new AbortController();
  const slow = api.clusters.connect("test", ann, stop.signal).get(POD, "shop", "slow");
  await arrived.promise;
  stop.abort(new Error("stopped"));
  await expect(slow).rejects.toThrow("stopped");
  expect(await api.as(ann).get(POD, "shop", "web")).toMatchObject(web);
});

test("closing ends what is under way", async () => {
  const arrived = Promise.withResolvers<void>();
  await using api = await fakeApi((_, response) => {
    arrived.resolve();
    return response;
  });
  const slow = api.cluster.get(POD, "shop", "web");
  await arrived.promise;
  await api.clusters.close();
  await expect(slow).rejects.toEqual(failure("unavailable", { detail: "this bot is shutting down" }));
});
