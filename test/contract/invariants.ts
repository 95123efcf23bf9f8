/**
 * What is always true of a Kubernetes, however its controllers hurry: the same tests on the embedded cluster and on a
 * real one. Two rollouts of the same thing already differ in their events, so what is compared is what must never happen.
 */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { KubeObject, NewObject } from "../../src/playground/cluster/controllers/controller.ts";
import { container, deployment, namespace } from "../../src/playground/seed/manifest.ts";
import type { Api } from "../cluster/api.ts";
import { eventually } from "../cluster/eventually.ts";

interface Event {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: KubeObject;
}

/** @param api as somebody who may do everything */
export function invariants(name: string, api: () => Api): void {
  describe(name, () => {
    const space = `invariants-${randomBytes(3).toString("hex")}`;
    const core = `/api/v1/namespaces/${space}`;
    const apps = `/apis/apps/v1/namespaces/${space}`;
    const web = `${apps}/deployments/web`;
    const running: AbortController[] = [];

    const create = async (path: string, object: NewObject): Promise<void> => {
      const { status, body } = await api().call("POST", path, object);
      if (status !== 201) throw new Error(`${path}: ${JSON.stringify(body)}`);
    };
    const patch = async (path: string, body: object): Promise<KubeObject> =>
      (await api().call("PATCH", path, body)).body;
    const get = async (path: string): Promise<KubeObject> => (await api().call("GET", path)).body;
    const list = async (path: string): Promise<readonly KubeObject[]> => (await api().call("GET", path)).body.items;
    const release = (image: string) => ({
      spec: { template: { spec: { containers: [{ ...container("app", image) }] } } },
    });
    const atRest = () =>
      eventually("the rollout to end", async () => {
        const { metadata, spec, status = {} } = await get(web);
        const counts = [status["replicas"], status["updatedReplicas"], status["availableReplicas"]];
        return (
          status["observedGeneration"] === metadata.generation && counts.every((count) => count === spec["replicas"])
        );
      });

    /** Everything that happens to a collection from now on. @param cut after so many events the connection is begun anew */
    async function watch(path: string, cut = Number.POSITIVE_INFINITY): Promise<readonly Event[]> {
      const seen: Event[] = [];
      let from = (await get(path)).metadata.resourceVersion;
      const all = new AbortController();
      running.push(all);
      void (async () => {
        while (!all.signal.aborted) {
          const one = new AbortController();
          let count = 0;
          try {
            const query = `watch=1&resourceVersion=${from}&timeoutSeconds=300`;
            for await (const line of api().lines(`${path}?${query}`, AbortSignal.any([all.signal, one.signal]))) {
              const event = JSON.parse(line) as Event;
              seen.push(event);
              from = event.object.metadata.resourceVersion;
              if (++count >= cut) break;
            }
          } catch (error) {
            if (!all.signal.aborted) throw error;
          }
          one.abort();
        }
      })();
      return seen;
    }
    const isActive = ({ metadata, status }: KubeObject): boolean =>
      metadata.deletionTimestamp === undefined && !["Succeeded", "Failed"].includes(status?.["phase"]);
    const isReady = ({ status }: KubeObject): boolean =>
      (status?.["conditions"] ?? []).some(
        (one: { type: string; status: string }) => one.type === "Ready" && one.status === "True",
      );
    const imageOf = ({ spec }: KubeObject): string => spec["containers"][0].image;

    /** Of the pods that there were: at every moment, the active ones and those of them that were ready. */
    function counts(before: readonly KubeObject[], events: readonly Event[]) {
      const pods = new Map(before.map((pod) => [pod.metadata.uid, pod]));
      return events.map(({ type, object }) => {
        if (type === "DELETED") pods.delete(object.metadata.uid);
        else pods.set(object.metadata.uid, object);
        const active = [...pods.values()].filter(isActive);
        return { active: active.length, ready: active.filter(isReady).length };
      });
    }

    beforeAll(async () => {
      await create("/api/v1/namespaces", namespace(space, "platform"));
      const manifest = deployment({ name: "web", namespace: space }, 4, {
        containers: [container("app", "registry.test/web:1")],
      });
      manifest.spec["strategy"] = { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } };
      await create(`${apps}/deployments`, manifest);
      await atRest();
    });
    afterAll(async () => {
      for (const one of running) one.abort();
      await api().call("DELETE", `/api/v1/namespaces/${space}`);
    });

    test("a rolling update never exceeds surge or unavailability, and passes its milestones in order", async () => {
      const before = await list(`${core}/pods`);
      const [pods, sets, all] = await Promise.all([
        watch(`${core}/pods`),
        watch(`${apps}/replicasets`),
        watch(`${apps}/deployments`),
      ]);
      const { metadata } = await patch(web, release("registry.test/web:2"));
      await atRest();
      const seen = counts(before, pods);
      expect(Math.max(...seen.map(({ active }) => active))).toBeLessThanOrEqual(5);
      expect(Math.min(...seen.map(({ ready }) => ready))).toBeGreaterThanOrEqual(3);

      const at = (events: readonly Event[], is: (event: Event) => boolean): bigint =>
        BigInt(events.find(is)?.object.metadata.resourceVersion ?? Number.MAX_SAFE_INTEGER);
      const isNew = ({ object }: Event) => imageOf(object) === "registry.test/web:2";
      const milestones = [
        at(all, ({ object }) => object.metadata.generation === metadata.generation),
        at(sets, ({ type }) => type === "ADDED"),
        at(pods, (event) => event.type === "ADDED" && isNew(event)),
        at(pods, (event) => isNew(event) && isReady(event.object)),
        at(
          all,
          ({ object }) =>
            object.status?.["updatedReplicas"] === 4 &&
            object.status["availableReplicas"] === 4 &&
            object.status["replicas"] === 4 &&
            object.status["observedGeneration"] === metadata.generation,
        ),
      ];
      expect(milestones).toEqual(milestones.toSorted((a, b) => (a < b ? -1 : 1)));

      const after = (await list(`${core}/pods`)).filter(isActive);
      expect(after.map(imageOf)).toEqual(Array(4).fill("registry.test/web:2"));
      const sizes = (await list(`${apps}/replicasets`)).map(({ spec }) => spec["replicas"]);
      expect(sizes.toSorted((a, b) => a - b)).toEqual([0, 4]);
    });

    test("an undo takes the old ReplicaSet again, and gives it the next revision", async () => {
      const before = await list(`${apps}/replicasets`);
      const old = before.find(({ spec }) => spec["replicas"] === 0);
      await patch(web, release("registry.test/web:1"));
      await atRest();
      const sets = await list(`${apps}/replicasets`);
      expect(sets).toHaveLength(2);
      const now = sets.find(({ spec }) => spec["replicas"] === 4);
      expect(now?.metadata.uid).toBe(old?.metadata.uid);
      expect(now?.metadata.annotations?.["deployment.kubernetes.io/revision"]).toBe("3");
      expect((await get(web)).metadata.annotations?.["deployment.kubernetes.io/revision"]).toBe("3");
    });

    test("while it is paused, no pod is made for a new template", async () => {
      await patch(web, { spec: { paused: true } });
      const pods = await watch(`${core}/pods`);
      await patch(web, release("registry.test/web:3"));
      await eventually("the change to be seen", async () => {
        const { metadata, status } = await get(web);
        return status?.["observedGeneration"] === metadata.generation;
      });
      expect(pods.filter(({ type }) => type === "ADDED")).toEqual([]);
      expect(await list(`${apps}/replicasets`)).toHaveLength(2);
      await patch(web, { spec: { paused: false } });
      await atRest();
      const after = (await list(`${core}/pods`)).filter(isActive);
      expect(new Set(after.map(imageOf))).toEqual(new Set(["registry.test/web:3"]));
    });

    test("scaling down takes as many as there are too many, and scaling up keeps those that run", async () => {
      const before = await list(`${core}/pods`);
      const pods = await watch(`${core}/pods`);
      await patch(`${web}/scale`, { spec: { replicas: 2 } });
      await atRest();
      const left = (await list(`${core}/pods`)).filter(isActive).map(({ metadata }) => metadata.uid);
      expect(left).toHaveLength(2);
      expect(Math.min(...counts(before, pods).map(({ ready }) => ready))).toBe(2);
      await patch(`${web}/scale`, { spec: { replicas: 3 } });
      await atRest();
      const now = (await list(`${core}/pods`)).filter(isActive).map(({ metadata }) => metadata.uid);
      expect(now).toHaveLength(3);
      expect(now).toEqual(expect.arrayContaining(left));
    });

    test("an eviction is refused where the budget is used up, and never breaks it", async () => {
      const budget = `/apis/policy/v1/namespaces/${space}/poddisruptionbudgets`;
      await create(budget, {
        ...{ apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata: { name: "web", namespace: space } },
        spec: { minAvailable: 2, selector: { matchLabels: { app: "web" } } },
      });
      await eventually(
        "the budget to be counted",
        async () => (await get(`${budget}/web`)).status?.["disruptionsAllowed"] === 1,
      );
      const before = await list(`${core}/pods`);
      const pods = await watch(`${core}/pods`);
      const names = before.filter(isActive).map(({ metadata }) => metadata.name);
      const evict = (pod = "") =>
        api().call("POST", `${core}/pods/${pod}/eviction`, {
          ...{ apiVersion: "policy/v1", kind: "Eviction", metadata: { name: pod, namespace: space } },
        });
      expect((await evict(names[0])).status).toBe(201);
      const refused = await evict(names[1]);
      expect(refused).toMatchObject({ status: 429, body: { reason: "TooManyRequests" } });
      expect(refused.body.details.causes[0].reason).toBe("DisruptionBudget");
      await atRest();
      expect(Math.min(...counts(before, pods).map(({ ready }) => ready))).toBeGreaterThanOrEqual(2);
      expect((await list(`${core}/pods`)).filter(isActive).map(({ metadata }) => metadata.name)).not.toContain(
        names[0],
      );
    });

    test("an autoscaler brings the number between its bounds, whatever it can measure, and leaves what is switched off", async () => {
      const autoscaler = `/apis/autoscaling/v2/namespaces/${space}/horizontalpodautoscalers/web`;
      const target = { type: "Utilization", averageUtilization: 60 };
      const all = await watch(`${apps}/deployments`);
      await create(autoscaler.replace(/\/web$/, ""), {
        ...{ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" },
        metadata: { name: "web", namespace: space },
        spec: {
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
          ...{ minReplicas: 4, maxReplicas: 5 },
          metrics: [{ type: "Resource", resource: { name: "cpu", target } }],
        },
      });
      const runs = (wanted: number) =>
        eventually(`${wanted} pods`, async () => (await get(web)).spec["replicas"] === wanted);
      await runs(4);
      await atRest();
      await patch(`${web}/scale`, { spec: { replicas: 8 } });
      await runs(5);
      await atRest();
      await patch(`${web}/scale`, { spec: { replicas: 0 } });
      await eventually("it to see that it is switched off", async () => {
        const conditions: readonly { type: string; status: string; reason: string }[] =
          (await get(autoscaler)).status?.["conditions"] ?? [];
        return conditions.some(({ status, reason }) => status === "False" && reason === "ScalingDisabled");
      });
      const sizes = [3, ...all.map(({ object }) => object.spec["replicas"])];
      expect(sizes.filter((size, i) => size !== sizes[i - 1])).toEqual([3, 4, 8, 5, 0]);
      await api().call("DELETE", autoscaler);
      await patch(`${web}/scale`, { spec: { replicas: 3 } });
      await atRest();
    });

    test("a job never runs more than it may at once, and ends when enough have succeeded", async () => {
      const jobs = `/apis/batch/v1/namespaces/${space}/jobs`;
      const pods = await watch(`${core}/pods`);
      await create(jobs, {
        ...{ apiVersion: "batch/v1", kind: "Job", metadata: { name: "sum", namespace: space } },
        spec: {
          ...{ completions: 3, parallelism: 2 },
          template: { spec: { restartPolicy: "Never", containers: [container("sum", "registry.test/sum:1")] } },
        },
      });
      await eventually("the job to end", async () => {
        const { status } = await get(`${jobs}/sum`);
        const conditions: readonly { type: string; status: string }[] = status?.["conditions"] ?? [];
        return conditions.some(({ type, status }) => type === "Complete" && status === "True");
      });
      expect((await get(`${jobs}/sum`)).status).toMatchObject({ succeeded: 3 });
      const own = pods.filter(({ object }) => object.metadata.labels?.["job-name"] === "sum");
      expect(Math.max(...counts([], own).map(({ active }) => active))).toBe(2);
      expect(new Set(own.map(({ object }) => object.metadata.uid)).size).toBe(3);
    });

    test("resourceVersions only grow, and a watch that is begun anew loses and repeats nothing", async () => {
      const paths = [`${core}/pods`, `${apps}/replicasets`, `${apps}/deployments`];
      const whole = await Promise.all(paths.map((path) => watch(path)));
      const broken = await Promise.all(paths.map((path) => watch(path, 2)));
      await patch(web, release("registry.test/web:4"));
      await atRest();
      const told = ({ type, object }: Event) => `${type} ${object.metadata.name} ${object.metadata.resourceVersion}`;
      for (const [i, path] of paths.entries()) {
        const [one = [], other = []] = [whole[i], broken[i]];
        await eventually(`both watches of ${path}`, async () => one.length > 2 && one.length === other.length, 20);
        expect(other.map(told)).toEqual(one.map(told));
        const versions = one.map(({ object }) => BigInt(object.metadata.resourceVersion));
        expect(
          versions.every((version, k) => k === 0 || version > (versions[k - 1] ?? 0n)),
          path,
        ).toBe(true);
      }
    });
  });
}
