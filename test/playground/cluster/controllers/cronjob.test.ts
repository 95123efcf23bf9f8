import { describe, expect, it } from "vitest";
import { type World, world } from "./world.ts";

/** Its pods end after a moment; see the kubelet's lives. */
function scheduled(spec: Record<string, unknown> = {}): World {
  const cluster = world();
  const container = { name: "report", image: "registry.example.com/shop/report:1.0.0" };
  const template = { spec: { restartPolicy: "Never", containers: [container] } };
  cluster.create({
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: "report", namespace: "shop" },
    spec: { schedule: "*/5 * * * *", jobTemplate: { spec: { template } }, ...spec },
  });
  return cluster;
}

const jobs = (cluster: World) => cluster.store.list("Job", "shop").map(({ metadata }) => metadata.name);
const cronJob = (cluster: World) => cluster.get("CronJob", "shop", "report");

describe("a CronJob", () => {
  it("makes a Job when its time has come, named after that time", () => {
    const cluster = scheduled();
    cluster.seconds(299);
    expect(jobs(cluster)).toEqual([]);
    cluster.seconds(2);
    const minutes = Date.parse("2026-11-23T10:05:00Z") / 60_000;
    expect(jobs(cluster)).toEqual([`report-${minutes}`]);
    expect(cronJob(cluster).status.lastScheduleTime).toBe("2026-11-23T10:05:00Z");
    expect(cluster.events("CronJob", "shop", "report")).toContain(`SuccessfulCreate: Created job report-${minutes}`);
  });

  it("keeps the newest three that succeeded", () => {
    const cluster = scheduled({ schedule: "* * * * *" });
    cluster.seconds(600);
    const ended = cluster.store.list("Job", "shop").filter(({ status }) => status.succeeded === 1);
    expect(ended.length).toBeLessThanOrEqual(3);
    expect(jobs(cluster).length).toBeLessThanOrEqual(4);
    expect(cronJob(cluster).status.lastSuccessfulTime).toBeDefined();
  });

  it("makes none while it is suspended, and only the newest of those missed afterwards", () => {
    const cluster = scheduled({ suspend: true });
    cluster.seconds(1200);
    expect(jobs(cluster)).toEqual([]);
    cluster.patch("CronJob", "shop", "report", { spec: { suspend: false } });
    cluster.seconds(1);
    expect(jobs(cluster)).toHaveLength(1);
    expect(cronJob(cluster).status.lastScheduleTime).toBe("2026-11-23T10:20:00Z");
  });

  it("says when one has ended, and when somebody made one by hand", () => {
    const cluster = scheduled();
    cluster.seconds(290);
    const { uid } = cronJob(cluster).metadata;
    cluster.create({
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: {
        ...{ name: "by-hand", namespace: "shop" },
        ownerReferences: [{ apiVersion: "batch/v1", kind: "CronJob", name: "report", uid, controller: true }],
      },
      spec: cronJob(cluster).spec.jobTemplate.spec,
    });
    cluster.seconds(1);
    const events = () => cluster.events("CronJob", "shop", "report");
    expect(events()).toContain("UnexpectedJob: Saw a job that the controller did not create or forgot: by-hand");
    expect(cronJob(cluster).status.active).toBeUndefined();
    cluster.seconds(280);
    const [started = ""] = jobs(cluster).filter((name) => name !== "by-hand");
    expect(events()).toContain(`SawCompletedJob: Saw completed job: ${started}, condition: Complete`);
  });

  it.each([
    [
      { schedule: "every night" },
      'spec.schedule: Invalid value: "every night": expected exactly 5 fields, found 2: [every night]',
    ],
    [{ schedule: "99 * * * *" }, 'spec.schedule: Invalid value: "99 * * * *": '],
    [{ timeZone: "Mars/Olympus" }, 'spec.timeZone: Invalid value: "Mars/Olympus": unknown time zone Mars/Olympus'],
    [{ concurrencyPolicy: "Maybe" }, 'spec.concurrencyPolicy: Unsupported value: "Maybe"'],
  ])("is refused with %j", (spec, words) => {
    expect(() => scheduled(spec)).toThrow(words);
  });
});
