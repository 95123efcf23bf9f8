import { describe, expect, test } from "vitest";
import { type Asked, discovery, failure, fakeApi, POD, status } from "./support.ts";

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

const widgets =
  (...names: readonly string[]) =>
  (path: string) =>
    discovery(
      path,
      names.map((name) => ({
        ...POD,
        group: "example.com",
        kind: name,
        resource: `${name.toLowerCase()}s`,
        singular: name.toLowerCase(),
      })),
    );

describe("what is known", () => {
  test("is kept for five minutes, and asked again at once when a word is new", async () => {
    let names = ["Widget"];
    await using api = await fakeApi(() => undefined, { discover: (path) => widgets(...names)(path) });
    await Promise.all([api.cluster.kind("widget"), api.cluster.kind("widgets")]);
    expect(api.discoveries).toBe(2);
    names = ["Widget", "Gadget"];
    await api.passes(11_000);
    expect(await api.cluster.kind("gadget")).toMatchObject({ kind: "Gadget" });
    expect(api.discoveries).toBe(4);
    await api.passes(5 * 60_000);
    await api.cluster.kind("gadget");
    expect(api.discoveries).toBe(6);
  });

  test("is not asked again for each typing mistake", async () => {
    await using api = await fakeApi(() => undefined, { discover: widgets("Widget") });
    for (let i = 0; i < 5; i++) await expect(api.cluster.kind("wodget")).rejects.toEqual(failure("unknown-kind"));
    expect(api.discoveries).toBe(2);
  });

  test("outlives an outage", async () => {
    let up = true;
    await using api = await fakeApi(() => status(500, "down"), {
      discover: (path) => (up ? widgets("Widget")(path) : undefined),
    });
    await api.cluster.kind("widget");
    up = false;
    await api.passes(60 * 60_000);
    expect(await api.cluster.kind("widget")).toMatchObject({ kind: "Widget" });
  });

  test.each([{}, { kind: "Table" }, { kind: "APIGroupDiscoveryList" }, { kind: "APIVersions", versions: "v1" }])(
    "is not what a server says that is none: %j",
    async (odd) => {
      await using api = await fakeApi(() => odd, { discover: () => undefined });
      await expect(api.cluster.kind("pods")).rejects.toEqual(failure("unavailable"));
    },
  );
});

describe("a server without aggregated discovery", () => {
  const resources = (...names: string[]) => ({
    kind: "APIResourceList",
    resources: names.map((name) => ({ name, singularName: "", kind: name, namespaced: true, verbs: ["get"] })),
  });
  const group = (name: string, ...versions: string[]) => ({
    ...{
      name,
      versions: versions.toReversed().map((version) => ({ version })),
      preferredVersion: { version: versions[0] },
    },
  });
  const served: Readonly<Record<string, unknown>> = {
    "/api": { kind: "APIVersions", versions: ["v1"] },
    "/apis": { kind: "APIGroupList", groups: [group("autoscaling", "v2", "v1"), group("metrics.k8s.io", "v1beta1")] },
    "/api/v1": resources("pods", "pods/log"),
    "/apis/autoscaling/v1": resources("horizontalpodautoscalers", "old"),
    "/apis/autoscaling/v2": resources("horizontalpodautoscalers"),
  };

  test("is asked group by group; the preferred version wins, and a group that is down takes only itself away", async () => {
    const answer = ({ path }: Asked) => served[path] ?? status(500, "the backend is down");
    await using api = await fakeApi(answer, { discover: () => undefined });
    expect(await api.cluster.kind("pods")).toMatchObject({ group: "", version: "v1", namespaced: true });
    expect(await api.cluster.kind("horizontalpodautoscalers")).toMatchObject({ version: "v2" });
    expect(await api.cluster.kind("old")).toMatchObject({ version: "v1" });
    await expect(api.cluster.kind("pods/log")).rejects.toEqual(failure("unknown-kind"));
  });
});
