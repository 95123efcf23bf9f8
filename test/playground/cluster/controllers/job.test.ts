import { describe, expect, it } from "vitest";
import type { Condition } from "../../../../src/playground/cluster/controllers/objects/conditions.ts";
import { job } from "./manifests.ts";
import { type World, world } from "./world.ts";

const phases = (cluster: World) => cluster.pods("shop").map(({ status }) => status.phase);
const conditions = (cluster: World) =>
  cluster.get("Job", "shop", "import").status.conditions?.map(({ type, reason }: Condition) => `${type} ${reason}`);

describe("a Job", () => {
  it("ends when as many pods as asked for have succeeded, never more at once than allowed", () => {
    const cluster = world();
    cluster.create(job("import", { completions: 3, parallelism: 2 }));
    expect(cluster.pods("shop")).toHaveLength(2);
    cluster.seconds(30);
    expect(phases(cluster)).toEqual(["Succeeded", "Succeeded", "Succeeded"]);
    expect(cluster.get("Job", "shop", "import").status).toMatchObject({ succeeded: 3, ready: 0 });
    expect(conditions(cluster)).toEqual(["SuccessCriteriaMet CompletionsReached", "Complete CompletionsReached"]);
    expect(cluster.events("Job", "shop", "import").at(-1)).toBe("Completed: Job completed");
  });

  it("gives up after backoffLimit, with growing waits between the tries", () => {
    const cluster = world();
    cluster.create(job("import", { backoffLimit: 2 }, { "kubemate.dev/fault": "crash-loop" }));
    cluster.seconds(10);
    expect(phases(cluster)).toEqual(["Failed"]);
    cluster.seconds(60);
    expect(phases(cluster)).toEqual(["Failed", "Failed", "Failed"]);
    expect(conditions(cluster)).toEqual(["FailureTarget BackoffLimitExceeded", "Failed BackoffLimitExceeded"]);
    expect(cluster.events("Job", "shop", "import").at(-1)).toBe(
      "BackoffLimitExceeded: Job has reached the specified backoff limit",
    );
  });

  it("is stopped by its deadline", () => {
    const cluster = world();
    cluster.create(job("import", { activeDeadlineSeconds: 3 }));
    cluster.seconds(10);
    expect(conditions(cluster)).toEqual(["FailureTarget DeadlineExceeded", "Failed DeadlineExceeded"]);
    expect(cluster.get("Job", "shop", "import").status.failed).toBe(1);
    expect(cluster.pods("shop")).toEqual([]);
  });

  it("waits while it is suspended", () => {
    const cluster = world();
    cluster.create(job("import", { suspend: true }));
    cluster.seconds(10);
    expect(cluster.pods("shop")).toEqual([]);
    expect(conditions(cluster)).toEqual(["Suspended JobSuspended"]);
    cluster.patch("Job", "shop", "import", { spec: { suspend: false } });
    cluster.seconds(20);
    expect(phases(cluster)).toEqual(["Succeeded"]);
    expect(cluster.events("Job", "shop", "import")).toEqual(
      expect.arrayContaining(["Suspended: Job suspended", "Resumed: Job resumed"]),
    );
  });

  it("is deleted when its time to live after the end is over", () => {
    const cluster = world();
    cluster.create(job("import", { ttlSecondsAfterFinished: 60 }));
    cluster.seconds(30);
    expect(cluster.store.list("Job", "shop")).toHaveLength(1);
    cluster.seconds(60);
    expect(cluster.store.list("Job", "shop")).toEqual([]);
    expect(cluster.pods("shop")).toEqual([]);
  });
});
