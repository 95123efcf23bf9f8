import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import type { LogQuery, Logs } from "../../../src/core/cluster.ts";
import { type Asked, failure, fakeApi, status } from "./support.ts";

const never = new AbortController().signal;
const query = (rest: Partial<LogQuery> = {}): LogQuery => ({ namespace: "shop", target: "web", keep: 100, ...rest });
/** "08:00:01.5 hello" → a line as the kubelet writes it. */
const line = (time: string, text: string) => `2026-11-23T${time.padEnd(9, ".").padEnd(18, "0")}Z ${text}\n`;

const pod = (name: string, { hash = "a", created = "08:00:00", containers = ["app"], annotations = {} } = {}) => ({
  kind: "Pod",
  metadata: {
    ...{ name, annotations, creationTimestamp: `2026-11-23T${created}Z`, labels: { "pod-template-hash": hash } },
  },
  spec: { containers: containers.map((name) => ({ name })) },
});
const deployment = {
  kind: "Deployment",
  metadata: { name: "web" },
  spec: { selector: { matchLabels: { app: "web" } } },
};

/** A Deployment "web" of these pods; `log` answers for one pod. */
const shop =
  (pods: readonly ReturnType<typeof pod>[], log: (pod: string, asked: Asked, response: ServerResponse) => unknown) =>
  (asked: Asked, response: ServerResponse): unknown => {
    const { path } = asked;
    if (path.endsWith("/deployments/web")) return deployment;
    if (path.endsWith("/pods")) return { apiVersion: "v1", items: pods };
    const [, name = ""] = /\/pods\/([^/]+)\/log$/.exec(path) ?? [];
    if (name === "") return pods.find(({ metadata }) => path.endsWith(`/pods/${metadata.name}`));
    const said = log(name, asked, response);
    return typeof said === "string" || Buffer.isBuffer(said) ? response.writeHead(200).end(said) : said;
  };
const texts = ({ lines }: Logs) => lines.map(({ pod, text }) => `${pod}: ${text}`);

describe("the log of a workload", () => {
  test("is every pod's, merged by time to the nanosecond", async () => {
    const logs: Readonly<Record<string, string>> = {
      "web-1": line("08:00:01.000000001", "one") + line("08:00:01.000000003", "three") + line("08:00:04", "five"),
      "web-2": line("08:00:01.000000002", "two") + line("08:00:03", "four"),
    };
    await using api = await fakeApi(shop([pod("web-1"), pod("web-2")], (name) => logs[name]));
    const read = await api.cluster.logs(query(), never);
    expect(texts(read)).toEqual(["web-1: one", "web-2: two", "web-1: three", "web-2: four", "web-1: five"]);
    expect(read.lines[0]?.time).toBe("2026-11-23T08:00:01.000000001Z");
    expect(read).toMatchObject({ matched: 5, pods: ["web-1", "web-2"], container: "app", others: [], unread: [] });
    const last = await api.cluster.logs(query({ keep: 2 }), never);
    expect(texts(last)).toEqual(["web-2: four", "web-1: five"]);
    expect(last.matched).toBe(2);
    const found = await api.cluster.logs(query({ keep: 2, grep: { pattern: "^t|^f" } }), never);
    expect(texts(found)).toEqual(["web-2: four", "web-1: five"]);
    expect(found.matched).toBe(4);
  });

  test("asks for no more than what is wanted", async () => {
    await using api = await fakeApi(shop([pod("web-1")], () => ""));
    const asked = async (rest: Partial<LogQuery>) => {
      await api.cluster.logs(query(rest), never);
      return api.asked.at(-1)?.query;
    };
    const always = { container: "app", timestamps: "true" };
    expect(await asked({})).toEqual({ ...always, tailLines: "100" });
    expect(await asked({ since: 90_500, previous: true })).toEqual({
      ...{ ...always, tailLines: "100", sinceSeconds: "91", previous: "true" },
    });
    expect(await asked({ grep: { literal: "x" } })).toEqual(always);
  });

  test("reads the pods of the newest revision first", async () => {
    const pods = [
      pod("old-2", { hash: "old", created: "08:00:02" }),
      pod("new-1", { hash: "new", created: "08:00:03" }),
      pod("old-1", { hash: "old", created: "08:00:01" }),
      pod("new-2", { hash: "new", created: "08:00:01" }),
    ];
    await using api = await fakeApi(shop(pods, () => ""));
    expect((await api.cluster.logs(query(), never)).pods).toEqual(["new-1", "new-2", "old-2", "old-1"]);
  });

  test("of many pods is that of the newest fifty, and says so", async () => {
    const pods = Array.from({ length: 51 }, (_, i) =>
      pod(`web-${i}`, { created: `08:00:${String(i).padStart(2, "0")}` }),
    );
    await using api = await fakeApi(shop(pods, () => ""));
    const { pods: read, unread } = await api.cluster.logs(query(), never);
    expect(read).toHaveLength(50);
    expect(unread).toEqual([{ pod: "web-0", reason: "only the 50 newest pods are read" }]);
  });

  test("says which pods it could not read, and why", async () => {
    const answers: Readonly<Record<string, unknown>> = {
      "web-1": line("08:00:01", "hello"),
      "web-2": status(400, 'container "app" in pod "web-2" is waiting to start: trying and failing to pull image'),
      "web-3": undefined,
      "web-4": status(500, "the kubelet does not answer"),
    };
    await using api = await fakeApi(
      shop(
        Object.keys(answers).map((name) => pod(name)),
        (name) => answers[name],
      ),
    );
    const read = await api.cluster.logs(query(), never);
    expect(texts(read)).toEqual(["web-1: hello"]);
    expect(read.unread).toEqual([
      { pod: "web-2", reason: 'container "app" in pod "web-2" is waiting to start: trying and failing to pull image' },
      { pod: "web-3", reason: "it is gone" },
      { pod: "web-4", reason: "the kubelet does not answer" },
    ]);
  });

  test("is not read without the right to", async () => {
    const no =
      'pods "web-1" is forbidden: User "ann" cannot get resource "pods/log" in API group "" in the namespace "shop"';
    await using api = await fakeApi(shop([pod("web-1")], () => status(403, no)));
    await expect(api.cluster.logs(query(), never)).rejects.toEqual(failure("forbidden", { resource: "pods/log" }));
  });

  test("keeps what came before the connection broke", async () => {
    const broken = (_: string, __: Asked, response: ServerResponse) => {
      response.write(line("08:00:01", "hello") + line("08:00:02", "wor").trimEnd(), () => response.destroy());
      return response;
    };
    await using api = await fakeApi(shop([pod("web-1")], broken));
    const read = await api.cluster.logs(query(), never);
    expect(texts(read)).toEqual(["web-1: hello"]);
    expect(read.unread).toEqual([{ pod: "web-1", reason: "the connection was cut" }]);
  });

  test("of a pod by its own name, and of nothing where a workload has no pods", async () => {
    await using api = await fakeApi(shop([pod("web-1")], () => line("08:00:01", "hello")));
    expect(texts(await api.cluster.logs(query({ target: "pod/web-1" }), never))).toEqual(["web-1: hello"]);
    expect(texts(await api.cluster.logs(query({ target: "web-1" }), never))).toEqual(["web-1: hello"]);
    await using empty = await fakeApi(shop([], () => ""));
    expect(await empty.cluster.logs(query(), never)).toMatchObject({ lines: [], pods: [], container: "" });
  });
});

test("a login page is no log", async () => {
  const page = (_: string, __: Asked, response: ServerResponse) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<h1>Log in</h1>");
  await using api = await fakeApi(shop([pod("web-1")], page));
  const { lines, unread } = await api.cluster.logs(query(), never);
  expect(lines).toEqual([]);
  expect(unread).toEqual([{ pod: "web-1", reason: expect.stringContaining("200 with text/html") }]);
});

describe("the container that is read", () => {
  const two = pod("web-1", { containers: ["proxy", "app"] });
  const usual = { "kubectl.kubernetes.io/default-container": "app" };

  test.each([
    ["the first", two, undefined, "proxy", ["app"]],
    ["the annotated", pod("web-1", { containers: ["proxy", "app"], annotations: usual }), undefined, "app", ["proxy"]],
    ["the named", two, "app", "app", ["proxy"]],
  ])("%s", async (_, one, container, read, others) => {
    await using api = await fakeApi(shop([one], () => ""));
    expect(await api.cluster.logs(query({ container }), never)).toMatchObject({ container: read, others });
    expect(api.asked.at(-1)?.query.container).toBe(read);
  });

  test("an unknown one is answered with those there are", async () => {
    await using api = await fakeApi(shop([two], () => ""));
    await expect(api.cluster.logs(query({ container: "ap" }), never)).rejects.toEqual(
      failure("not-found", { what: "container ap", near: ["app"] }),
    );
  });
});

describe("a log of any content", () => {
  const read = async (bytes: Buffer, rest: Partial<LogQuery> = {}) => {
    await using api = await fakeApi(shop([pod("web-1")], () => bytes));
    return await api.cluster.logs(query(rest), never);
  };

  test("one endless line is cut, and what follows it is read", async () => {
    const long = Buffer.concat([
      Buffer.from(line("08:00:01", "").trimEnd()),
      Buffer.from(" "),
      Buffer.alloc(20 * 1024 * 1024, "x"),
      Buffer.from(`\n${line("08:00:02", "after")}`),
    ]);
    const { lines, matched } = await read(long);
    expect(matched).toBe(2);
    expect(lines[0]?.text).toMatch(/^x{16384} … \(the line goes on\)$/);
    expect(lines[1]?.text).toBe("after");
  });

  test("bytes that are no text, and no line break at the end", async () => {
    const { lines } = await read(Buffer.concat([Buffer.from(line("08:00:01", "ok")), Buffer.from([0xff, 0x00, 0xfe])]));
    expect(lines.map(({ text }) => text)).toEqual(["ok", "\ufffd\u0000\ufffd"]);
    expect(lines[1]?.time).toBe(lines[0]?.time);
  });

  test("is searched in its text, not in its timestamps", async () => {
    const bytes = Buffer.from(line("08:00:01", "nothing") + line("08:00:02", "at 08:00:02 it was größer"));
    expect(await read(bytes, { grep: { literal: "08:00" } })).toMatchObject({ matched: 1 });
    expect(await read(bytes, { grep: { literal: "größer" } })).toMatchObject({ matched: 1 });
    expect(await read(bytes, { grep: { pattern: "^nothing$|gr.ßer" } })).toMatchObject({ matched: 2 });
    expect(await read(bytes, { grep: { pattern: "^2026" } })).toMatchObject({ matched: 0, lines: [] });
  });
});

describe("a followed log", () => {
  const follow = async (api: Awaited<ReturnType<typeof fakeApi>>) => {
    const pictures: Logs[] = [];
    for await (const picture of api.cluster.follow(query(), never)) pictures.push(picture);
    return pictures;
  };

  test("goes on where a broken connection left it: no line lost, none twice", async () => {
    const all = [
      line("08:00:01", "one"),
      line("08:00:02", "two"),
      line("08:00:02", "two again"),
      line("08:00:03", "three"),
    ];
    let opened = 0;
    const log = (_: string, { query }: Asked, response: ServerResponse) => {
      opened += 1;
      if (opened === 1) return response.write(all.slice(0, 2).join(""), () => response.destroy()), response;
      expect(query.sinceTime).toMatch(/^2026-11-23T08:00:0[23]/);
      return all.slice(1).join("");
    };
    await using api = await fakeApi(shop([pod("web-1")], log));
    expect(texts((await follow(api)).at(-1) as Logs)).toEqual([
      "web-1: one",
      "web-1: two",
      "web-1: two again",
      "web-1: three",
    ]);
    expect(opened).toBe(3);
  });

  test("ends when every pod's log is over", async () => {
    await using api = await fakeApi(shop([pod("web-1"), pod("web-2")], (name) => line("08:00:01", `last of ${name}`)));
    const pictures = await follow(api);
    expect(texts(pictures.at(-1) as Logs)).toEqual(["web-1: last of web-1", "web-2: last of web-2"]);
  });

  test("waits for a container that is still starting, and says so", async () => {
    let opened = 0;
    const starting = status(400, 'container "app" in pod "web-1" is waiting to start: ContainerCreating');
    await using api = await fakeApi(shop([pod("web-1")], () => (opened++ < 2 ? starting : line("08:00:01", "hello"))));
    const pictures = await follow(api);
    expect(pictures.map(({ unread }) => unread)).toContainEqual([{ pod: "web-1", reason: starting.message }]);
    expect(pictures.at(-1)).toMatchObject({ unread: [], lines: [{ text: "hello" }] });
  });

  test("ends with what is wrong when the right is taken away", async () => {
    let opened = 0;
    const no = status(403, 'User "ann" cannot get resource "pods/log" in API group "" in the namespace "shop"');
    await using api = await fakeApi(shop([pod("web-1")], () => (opened++ < 1 ? line("08:00:01", "hello") : no)));
    await expect(follow(api)).rejects.toEqual(failure("forbidden"));
  });

  test("that nobody listens to any more is closed", async () => {
    const closed = Promise.withResolvers<void>();
    const log = (_: string, __: Asked, response: ServerResponse) => {
      response.on("close", closed.resolve);
      response.write(line("08:00:01", "hello"));
      return response;
    };
    await using api = await fakeApi(shop([pod("web-1")], log));
    for await (const { lines } of api.cluster.follow(query(), never)) if (lines.length > 0) break;
    await closed.promise;
  });

  test("a Stop ends it quietly", async () => {
    const stop = new AbortController();
    const log = (_: string, __: Asked, response: ServerResponse) => {
      response.write(line("08:00:01", "hello"));
      return response;
    };
    await using api = await fakeApi(shop([pod("web-1")], log));
    const seen: Logs[] = [];
    for await (const picture of api.cluster.follow(query(), stop.signal)) {
      seen.push(picture);
      stop.abort();
    }
    expect(seen).toHaveLength(1);
  });
});
