import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import type { ApiCall, Change, Target } from "../../../src/core/change.ts";
import { say } from "../../../src/core/text.ts";
import { type Asked, failure, fakeApi, json, nowhere, status } from "./support.ts";

const target: Target = {
  ...{ cluster: "test", group: "apps", version: "v1", resource: "deployments", kind: "Deployment" },
  ...{ namespace: "shop", name: "web", uid: "u1", generation: 4 },
};
const scaling: ApiCall = {
  verb: "patch",
  subresource: "scale",
  patch: [
    { op: "test", path: "/metadata/uid", value: "u1" },
    { op: "test", path: "/spec/replicas", value: 3 },
    { op: "replace", path: "/spec/replicas", value: 5 },
  ],
};
const deletion: ApiCall = { verb: "delete", preconditions: { uid: "u1" } };
const change = (call: ApiCall): Change => ({
  ...{ change: true, title: say`Scale`, done: say`Scaled`, label: "Scale", diff: [], warnings: [], kubectl: "" },
  ...{ target, call },
});

/** One Deployment, as an API server keeps it: a dry-run changes nothing, a `test` that fails is 422. */
function deployment() {
  const object = {
    ...{ kind: "Deployment", apiVersion: "apps/v1" },
    metadata: { name: "web", namespace: "shop", uid: "u1", generation: 4, managedFields: [] as { manager?: string }[] },
    spec: { replicas: 3 },
  };
  let gone = false;
  return {
    object,
    delete: () => (gone = true),
    answer({ method, path, query, body }: Asked): unknown {
      if (gone) return undefined;
      if (method === "GET") return object;
      if (method === "DELETE") {
        const { preconditions, dryRun } = JSON.parse(body) as { preconditions: { uid: string }; dryRun?: string[] };
        if (preconditions.uid !== object.metadata.uid) return status(409, "Precondition failed: UID in precondition");
        if (!dryRun?.includes("All")) gone = true;
        return { kind: "Status", status: "Success" };
      }
      const patch = JSON.parse(body) as { op: string; path: string; value: number }[];
      if (
        patch.some(
          ({ op, path, value }) => op === "test" && path === "/spec/replicas" && value !== object.spec.replicas,
        )
      ) {
        return status(422, "the server rejected our request due to an error in our request", { reason: "Invalid" });
      }
      const replicas = patch.at(-1)?.value ?? 0;
      if (query.dryRun !== "All") {
        object.spec.replicas = replicas;
        object.metadata.generation += 1;
        object.metadata.managedFields.push({ ...(query.fieldManager && { manager: query.fieldManager }) });
      }
      return path.endsWith("/scale") ? { kind: "Scale", metadata: { name: "web" }, spec: { replicas } } : object;
    },
  };
}

const writes = (asked: readonly Asked[]) =>
  asked.filter(({ method, query, body }) => method !== "GET" && query.dryRun !== "All" && !body.includes("dryRun"));

describe("a preview", () => {
  test("is a dry-run that says whose it is", async () => {
    const web = deployment();
    await using api = await fakeApi(web.answer);
    expect(await api.cluster.preview(target, scaling)).toMatchObject({ kind: "Scale", spec: { replicas: 5 } });
    expect(web.object.spec.replicas).toBe(3);
    const [asked] = api.asked;
    expect(asked).toMatchObject({ method: "PATCH", path: "/apis/apps/v1/namespaces/shop/deployments/web/scale" });
    expect(asked?.query).toEqual({ dryRun: "All", fieldManager: "kubemate-preview", timeout: "10s" });
    expect(asked?.headers["content-type"]).toBe("application/json-patch+json");
    expect(JSON.parse(asked?.body ?? "")).toEqual(scaling.patch);
  });

  test("of a deletion deletes nothing: the dry-run is in the body, where alone the server looks", async () => {
    const web = deployment();
    await using api = await fakeApi(web.answer);
    expect(await api.cluster.preview(target, deletion)).toMatchObject({ metadata: { name: "web" } });
    expect(JSON.parse(api.asked[0]?.body ?? "")).toMatchObject({ dryRun: ["All"], preconditions: { uid: "u1" } });
  });

  test("may be asked again when the connection breaks", async () => {
    const web = deployment();
    let asked = 0;
    await using api = await fakeApi((one, response) => (asked++ < 1 ? response.destroy() : web.answer(one)));
    expect(await api.cluster.preview(target, scaling)).toMatchObject({ spec: { replicas: 5 } });
  });
});

describe("a change", () => {
  test("is carried out once, and the cluster's audit log can tell for whom", async () => {
    const web = deployment();
    await using api = await fakeApi(web.answer, { version: "1.2.3" });
    const after = await api.as({ user: "ann", groups: [] }).execute(change(scaling), "op1");
    expect(after).toMatchObject({ kind: "Scale", spec: { replicas: 5 } });
    const [asked] = writes(api.asked);
    expect(asked?.query).toEqual({ fieldManager: "kubemate-op1", timeout: "10s" });
    expect(asked?.headers).toMatchObject({
      ...{ "user-agent": "kubemate/1.2.3 (op=op1)", "audit-id": "op1", "impersonate-user": "ann" },
    });
    expect(writes(api.asked)).toHaveLength(1);
  });

  test("of what is not as it was shown any more is refused", async () => {
    const web = deployment();
    await using api = await fakeApi(web.answer);
    web.object.spec.replicas = 4;
    await expect(api.cluster.execute(change(scaling), "op1")).rejects.toEqual(
      failure("conflict", { what: "deploy/web" }),
    );
    web.object.metadata.uid = "u2";
    await expect(api.cluster.execute(change(deletion), "op1")).rejects.toEqual(
      failure("conflict", { what: "deploy/web" }),
    );
  });

  test("that the API finds wrong is said in its words", async () => {
    const wrong = status(422, "spec.replicas: Invalid value: -1", {
      details: { causes: [{ field: "spec.replicas" }] },
    });
    await using api = await fakeApi(() => wrong);
    await expect(api.cluster.execute(change(scaling), "op1")).rejects.toEqual(failure("invalid"));
  });

  test("waits for a server that is busy, because 429 means that nothing was done", async () => {
    const web = deployment();
    let asked = 0;
    await using api = await fakeApi((one) => (asked++ < 1 ? status(429, "too many requests") : web.answer(one)));
    expect(await api.cluster.execute(change(scaling), "op1")).toMatchObject({ spec: { replicas: 5 } });
  });

  test("is known to be undone when nobody listens", async () => {
    await using api = await fakeApi(() => undefined, { cluster: { server: await nowhere() } });
    await expect(api.cluster.execute(change(scaling), "op1")).rejects.toEqual(failure("unavailable"));
    expect(api.waits).toEqual([]);
  });
});

describe("a change whose answer is lost", () => {
  const lose = (_: unknown, response: ServerResponse) => response.destroy();

  test("is found by its field manager", async () => {
    const web = deployment();
    await using api = await fakeApi((asked, response) => {
      const said = web.answer(asked);
      return asked.method === "PATCH" ? lose(asked, response) : said;
    });
    expect(await api.cluster.execute(change(scaling), "op1")).toMatchObject({ metadata: { generation: 5 } });
    expect(writes(api.asked)).toHaveLength(1);
  });

  test("is found late, when the server was slow", async () => {
    const web = deployment();
    let looked = 0;
    let patch: Asked | undefined;
    await using api = await fakeApi((asked, response) => {
      if (asked.method === "PATCH" && asked.query.dryRun !== "All") {
        patch = asked;
        return lose(asked, response);
      }
      if (patch && ++looked === 4) web.answer(patch);
      return web.answer(asked);
    });
    expect(await api.cluster.execute(change(scaling), "op1")).toMatchObject({ spec: { replicas: 5 } });
  });

  test.each([
    ["a lost connection", lose],
    ["a 503", () => status(503, "shutting down")],
    ["a 500", () => status(500, "etcd")],
  ])("is known to be undone after %s once the server cannot do it any more", async (_, fail) => {
    const web = deployment();
    await using api = await fakeApi((asked, response) =>
      writes([asked]).length > 0 ? fail(asked, response) : web.answer(asked),
    );
    await expect(api.cluster.execute(change(scaling), "op1")).rejects.toEqual(failure("unavailable"));
    expect(writes(api.asked)).toHaveLength(1);
    expect(api.waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(10_000);
  });

  test("and that somebody else changed since is unknown", async () => {
    const web = deployment();
    await using api = await fakeApi((asked, response) => {
      if (writes([asked]).length === 0) return web.answer(asked);
      web.object.spec.replicas = 7;
      return lose(asked, response);
    });
    await expect(api.cluster.execute(change(scaling), "op1")).rejects.toEqual(
      failure("unknown-outcome", {
        title: say`Scale`,
        check: "kubectl get deployments.apps web -n shop -o yaml --show-managed-fields | grep kubemate-op1",
      }),
    );
  });

  test("is unknown while the server stays away", async () => {
    await using api = await fakeApi(lose);
    await expect(api.cluster.execute(change(scaling), "op1")).rejects.toEqual(failure("unknown-outcome"));
    expect(writes(api.asked)).toHaveLength(1);
  });

  test.each([
    ["gone", (web: ReturnType<typeof deployment>) => web.delete()],
    [
      "going",
      (web: ReturnType<typeof deployment>) => Object.assign(web.object.metadata, { deletionTimestamp: "2026" }),
    ],
    ["replaced", (web: ReturnType<typeof deployment>) => (web.object.metadata.uid = "u2")],
  ])("deleted what is %s", async (_, happen) => {
    const web = deployment();
    await using api = await fakeApi((asked, response) => {
      if (asked.method !== "DELETE") return web.answer(asked);
      happen(web);
      return lose(asked, response);
    });
    expect(await api.cluster.execute(change(deletion), "op1")).toBeUndefined();
  });
});

test.each([
  ["was carried out", "op1", true],
  ["was not, when another one was", "op2", false],
])("an earlier process's change that %s is known by looking", async (_, carriedOut, happened) => {
  const web = deployment();
  await using api = await fakeApi(web.answer);
  if (happened) await api.cluster.execute(change(scaling), carriedOut);
  expect(await api.cluster.happened(change(scaling), "op1")).toBe(happened);
  expect(writes(api.asked)).toHaveLength(happened ? 1 : 0);
});

test("a Stop does not leave a change that was sent in doubt", async () => {
  const web = deployment();
  const stop = new AbortController();
  await using api = await fakeApi((asked, response) => {
    stop.abort();
    return json(response, web.answer(asked));
  });
  const person = api.clusters.connect("test", undefined, stop.signal);
  expect(await person.execute(change(scaling), "op1")).toMatchObject({ spec: { replicas: 5 } });
});
