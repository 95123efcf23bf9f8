import { describe, expect, it } from "vitest";
import { deployment, template } from "./manifests.ts";
import { type World, world } from "./world.ts";

function running(image: string, fault?: string): World {
  const cluster = world();
  const labels: Record<string, string> = fault ? { "kubemate.dev/fault": fault } : {};
  cluster.create(deployment("web", { template: template("web", image, labels) }));
  cluster.seconds(60);
  return cluster;
}

function log(cluster: World, previous = false): string[] {
  return lines(cluster, previous).map(({ text }) => text);
}

function lines(cluster: World, previous = false) {
  const [pod] = cluster.pods("shop");
  if (!pod) throw new Error("There is no pod");
  return cluster.running.logs.lines(pod, "web", { previous });
}

describe("logs", () => {
  it.each([
    [
      "a web server's look like an access log",
      "example.com/web:1",
      /^10\.\d+\.0\.\d+ - - \[23\/Nov\/2026:10:\d\d:\d\d \+0000\] "GET \/.*" \d+ \d+ "-" ".+"$/,
    ],
    [
      "the checkout's are JSON",
      "example.com/checkout:1",
      /^\{"time":"2026-11-23T10:.*","level":"(info|warn)","msg":".+"\}$/,
    ],
    ["PostgreSQL's look like PostgreSQL", "postgres:17", /^2026-11-23 10:00:\d\d\.\d{3} UTC \[\d+\] LOG: {2}/],
    ["any other service's are key=value", "example.com/other:1", /^level=(info|warn) msg=".+"/],
  ])("%s", (_name, image, pattern) => {
    const last = log(running(image)).slice(-3);
    expect(last.length).toBeGreaterThan(0);
    for (const line of last) expect(line).toMatch(pattern);
  });

  it("come in order of time, none from the future, and the same ones however often they are read", () => {
    const cluster = running("example.com/other:1");
    const times = lines(cluster).map(({ time }) => time);
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
    expect(times.at(-1)).toBeLessThanOrEqual(cluster.clock.now());
    expect(log(cluster)).toEqual(log(cluster));
  });

  it("only ever grow at the end", () => {
    const cluster = running("example.com/other:1");
    const before = lines(cluster);
    cluster.seconds(30);
    expect(lines(cluster).slice(0, before.length)).toEqual(before);
    expect(lines(cluster).length).toBeGreaterThan(before.length);
  });

  it("of a crash end with what is wrong, also of the run before", () => {
    const cluster = running("example.com/orders:1", "crash-loop");
    const last = "FATAL: could not connect to postgres at db.shop.svc:5432: connection refused";
    expect(log(cluster).at(-1)).toBe(last);
    expect(log(cluster, true).at(-1)).toBe(last);
  });

  it("of a container that is killed for memory tell how full it was", () => {
    const cluster = running("example.com/search:1", "out-of-memory");
    expect(log(cluster, true).at(-1)).toContain("heap=254Mi limit=256Mi");
  });

  it("of one that never gets ready name the check that fails", () => {
    expect(log(running("example.com/mail:1", "never-ready")).at(-1)).toContain("check=smtp");
  });

  it("are told line by line to those who follow, exactly as they read afterwards", () => {
    const cluster = running("example.com/other:1");
    const before = lines(cluster).length;
    const followed: string[] = [];
    const stop = cluster.running.logs.onLine((_pod, _container, { text }) => followed.push(text));
    cluster.seconds(60);
    expect(followed.length).toBeGreaterThan(5);
    expect(log(cluster).slice(before)).toEqual(followed);
    stop();
    cluster.seconds(60);
    expect(log(cluster).length).toBeGreaterThan(before + followed.length);
    expect(log(cluster).slice(before, before + followed.length)).toEqual(followed);
  });

  it("are told to each who follows from the moment on that they began", () => {
    const cluster = running("example.com/other:1");
    const follow = () => {
      const text = log(cluster);
      cluster.running.logs.onLine((_pod, _container, line) => text.push(line.text));
      return text;
    };
    const first = follow();
    cluster.clock.advance(20_250);
    const second = follow();
    cluster.seconds(20);
    expect(second).toEqual(first);
    expect(second).toEqual(log(cluster).slice(0, second.length));
  });

  it("keep an hour of a container that has run for long", () => {
    const cluster = running("example.com/other:1");
    cluster.seconds(24 * 3600);
    expect(lines(cluster)[0]?.time).toBeGreaterThan(cluster.clock.now() - 3_601_000);
  });
});
