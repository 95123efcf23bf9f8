import { describe, expect, test } from "vitest";
import { createDiscovery } from "../../../src/cluster/kinds/discovery.ts";
import type { Session } from "../../../src/cluster/connection/session.ts";
import type { Kind } from "../../../src/kubernetes/object.ts";
import { discovery as aggregated, failure, fakeApi, jumpingClock } from "./support.ts";

test.each([
  ["pods", "", "Pod"],
  ["pod", "", "Pod"],
  ["po", "", "Pod"],
  ["Pod", "", "Pod"],
  ["DEPLOY", "apps", "Deployment"],
  ["deployments.apps", "apps", "Deployment"],
  ["events", "", "Event"],
  ["events.events.k8s.io", "events.k8s.io", "Event"],
  ["event.events", "events.k8s.io", "Event"],
  ["svc", "", "Service"],
  ["widget", "example.com", "Widget"],
])("%s is %s/%s", async (word, group, kind) => {
  await using api = await fakeApi(() => undefined);
  expect(await api.cluster.kind(word)).toMatchObject({ group, kind });
});

test("Secrets are not read under any name", async () => {
  await using api = await fakeApi(() => undefined);
  for (const word of ["secret", "secrets", "Secret"])
    await expect(api.cluster.kind(word)).rejects.toEqual(failure("secret-kind"));
});

test("an unknown word is answered with those near, and Secrets are never near", async () => {
  await using api = await fakeApi(() => undefined);
  await expect(api.cluster.kind("deploi")).rejects.toEqual(
    failure("unknown-kind", { word: "deploi", near: ["deploy"] }),
  );
  await expect(api.cluster.kind("secrett")).rejects.toEqual(failure("unknown-kind", { near: [] }));
  await expect(api.cluster.kind("pods.apps")).rejects.toEqual(failure("unknown-kind"));
});

/** A server whose answers and hours a test decides. */
function server(answer: (path: string) => unknown) {
  const clock = jumpingClock();
  const asked: string[] = [];
  const json = async (call: { on: unknown }) => {
    asked.push(String(call.on));
    const said = answer(String(call.on));
    if (said instanceof Error) throw said;
    return said;
  };
  const bot = { cluster: "test", clock, json } as unknown as Session;
  return { discovery: createDiscovery(bot), clock, asked };
}

const kindOf = (name: string): Kind => ({
  ...{
    group: "example.com",
    version: "v1",
    kind: name,
    resource: `${name.toLowerCase()}s`,
    singular: name.toLowerCase(),
  },
  ...{ shortNames: [], namespaced: true, verbs: ["get"] },
});

describe("what is known", () => {
  test("is kept for five minutes, and asked again at once when a word is new", async () => {
    const kinds = [kindOf("Widget")];
    const { discovery, clock, asked } = server((path) => aggregated(path, kinds));
    await Promise.all([discovery.find("widget"), discovery.find("widgets")]);
    expect(asked).toHaveLength(2);
    kinds.push(kindOf("Gadget"));
    await clock.sleep(11_000);
    expect(await discovery.find("gadget")).toMatchObject({ kind: "Gadget" });
    expect(asked).toHaveLength(4);
    await clock.sleep(5 * 60_000);
    await discovery.find("gadget");
    expect(asked).toHaveLength(6);
  });

  test("is not asked again for each typing mistake", async () => {
    const { discovery, asked } = server((path) => aggregated(path, [kindOf("Widget")]));
    for (let i = 0; i < 5; i++) await expect(discovery.find("wodget")).rejects.toEqual(failure("unknown-kind"));
    expect(asked).toHaveLength(2);
  });

  test("outlives an outage", async () => {
    let up = true;
    const { discovery, clock } = server((path) => (up ? aggregated(path, [kindOf("Widget")]) : new Error("down")));
    await discovery.find("widget");
    up = false;
    await clock.sleep(60 * 60_000);
    expect(await discovery.find("widget")).toMatchObject({ kind: "Widget" });
  });
});

describe("a server without aggregated discovery", () => {
  const resources = (...names: string[]) => ({
    resources: names.map((name) => ({ name, singularName: "", kind: name, namespaced: true, verbs: ["get"] })),
  });
  const legacy: Readonly<Record<string, unknown>> = {
    "/api": { kind: "APIVersions", versions: ["v1"] },
    "/apis": {
      kind: "APIGroupList",
      groups: [
        {
          name: "autoscaling",
          versions: [{ version: "v1" }, { version: "v2" }],
          preferredVersion: { version: "v2" },
        },
        { name: "metrics.k8s.io", versions: [{ version: "v1beta1" }] },
      ],
    },
    "/api/v1": resources("pods", "pods/log"),
    "/apis/autoscaling/v1": resources("horizontalpodautoscalers", "old"),
    "/apis/autoscaling/v2": resources("horizontalpodautoscalers"),
    "/apis/metrics.k8s.io/v1beta1": new Error("the backend is down"),
  };

  test("is asked group by group; the preferred version wins, and a group that is down takes only itself away", async () => {
    const { discovery } = server((path) => legacy[path]);
    expect(await discovery.find("pods")).toMatchObject({ group: "", version: "v1", namespaced: true });
    expect(await discovery.find("horizontalpodautoscalers")).toMatchObject({ version: "v2" });
    expect(await discovery.find("old")).toMatchObject({ version: "v1" });
    await expect(discovery.find("pods/log")).rejects.toEqual(failure("unknown-kind"));
  });
});
