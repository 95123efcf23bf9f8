import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { apiBase, createNetwork, mayAnswerTo, type Network } from "../../../../src/chat/slack/send/network.ts";

describe("SLACK_API_URL", () => {
  test.each([
    [undefined, "https://slack.com/api/"],
    ["https://slack.com", "https://slack.com/api/"],
    ["https://slack.com/api", "https://slack.com/api/"],
    ["https://slack-gov.com/api/", "https://slack-gov.com/api/"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080/api/"],
    ["https://chat.example/slack/", "https://chat.example/slack/api/"],
    ["https://chat.example/slack/api?x=1#y", "https://chat.example/slack/api/"],
  ])("%s means %s", (given, base) => {
    expect(apiBase(given)).toBe(base);
  });

  test.each(["slack.com", "ftp://slack.com", "", "javascript:alert(1)"])("%s is refused", (given) => {
    expect(() => apiBase(given)).toThrow("SLACK_API_URL");
  });
});

describe("a response_url", () => {
  test.each([
    "https://hooks.slack.com/commands/T1/2/3",
    "https://slack.com/x",
    "https://hooks.slack-gov.com/actions/1",
    "http://127.0.0.1:8080/actions/1",
  ])("may be %s", (url) => {
    expect(mayAnswerTo(url, "http://127.0.0.1:8080/api/")).toBe(true);
  });

  test.each([
    "http://hooks.slack.com/commands/T1/2/3",
    "https://hooks.slack.com.evil.example/",
    "https://evilslack.com/",
    "https://hooks.slack.com:8443/",
    "https://user:password@hooks.slack.com/",
    "https://hooks.slack.com@evil.example/",
    "http://169.254.169.254/latest/meta-data",
    "http://[::ffff:169.254.169.254]/",
    "https://127.0.0.1:8080/",
    "http://127.0.0.1:9090/",
    "file:///etc/passwd",
    "//hooks.slack.com/x",
    "",
  ])("may not be %s", (url) => {
    expect(mayAnswerTo(url, "http://127.0.0.1:8080/api/")).toBe(false);
  });
});

describe("the way to Slack", () => {
  const pem = (name: string) => readFileSync(new URL(`tls/${name}`, import.meta.url), "utf8");
  const open: (() => unknown)[] = [];
  afterEach(async () => {
    vi.unstubAllEnvs();
    for (const close of open.splice(0)) await close();
  });
  const listen = async (server: Server): Promise<number> => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    open.push(() => server.close());
    return (server.address() as AddressInfo).port;
  };
  const network = (ca?: string): Network => {
    const made = createNetwork(ca);
    open.push(() => made.close());
    return made;
  };
  const secure = () =>
    listen(
      createTlsServer({ key: pem("loopback.key"), cert: pem("loopback.crt") }, (_, response) => response.end("hello")),
    );

  const POST = { method: "POST", headers: {}, body: "a=b" };

  test("a redirection is not followed, and what is no text is not sent", async () => {
    const heard: string[] = [];
    const server = createServer((request, response) => {
      heard.push(request.url ?? "");
      response.writeHead(302, { location: "/elsewhere", "x-many": ["one", "two"] }).end();
    });
    const url = `http://127.0.0.1:${await listen(server)}/api/chat.postMessage`;
    const answer = await network().fetch(url, POST);
    expect([answer.status, answer.headers.get("location"), await answer.text()]).toEqual([302, "/elsewhere", ""]);
    await expect(network().fetch(url, { ...POST, body: new FormData() })).rejects.toThrow("only text");
    expect(heard).toEqual(["/api/chat.postMessage"]);
  });

  test("trusts a certificate authority of one's own, when told, and not otherwise", async () => {
    const url = `https://127.0.0.1:${await secure()}/`;
    await expect(network().fetch(url, POST)).rejects.toThrow(/certificate/);
    expect(await (await network(pem("loopback.crt")).fetch(url, POST)).text()).toBe("hello");
  });

  test("leads through HTTPS_PROXY, except to NO_PROXY", async () => {
    const tunnels: string[] = [];
    const proxy = createServer().on("connect", (request, socket, head) => {
      tunnels.push(request.url ?? "");
      const port = Number(request.url?.split(":")[1]);
      const upstream = connect(port, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        upstream.write(head);
        upstream.pipe(socket).pipe(upstream);
      });
    });
    const port = await secure();
    vi.stubEnv("HTTPS_PROXY", `http://127.0.0.1:${await listen(proxy)}`);
    expect(await (await network(pem("loopback.crt")).fetch(`https://127.0.0.1:${port}/`, POST)).text()).toBe("hello");
    expect(tunnels).toEqual([`127.0.0.1:${port}`]);

    vi.stubEnv("NO_PROXY", "127.0.0.1");
    expect(await (await network(pem("loopback.crt")).fetch(`https://127.0.0.1:${port}/`, POST)).text()).toBe("hello");
    expect(tunnels).toHaveLength(1);
  });
});
