import { beforeEach, describe, expect, it } from "vitest";
import type { KubeObject } from "../../../../src/playground/cluster/controllers/controller.ts";
import { type EventDraft, eventRecorder } from "../../../../src/playground/cluster/controllers/events.ts";
import { type World, world } from "./world.ts";

describe("events", () => {
  let cluster: World;
  let namespace: KubeObject;
  let say: (message: string, more?: Partial<EventDraft>) => void;

  beforeEach(() => {
    cluster = world({ withNodes: false });
    const found = cluster.store.get("Namespace", undefined, "shop");
    if (!found) throw new Error("There is no namespace shop");
    namespace = found;
    const record = eventRecorder(cluster.store, cluster.clock);
    say = (message, more = {}) =>
      record(namespace, { type: "Warning", reason: "Trouble", message, component: "tester", ...more });
  });

  const all = () => cluster.store.list("Event", "default");

  it("are one object for one text, with a count", () => {
    say("broken");
    cluster.seconds(60);
    say("broken");
    expect(all()).toMatchObject([
      { message: "broken", count: 2, firstTimestamp: "2026-11-23T10:00:00Z", lastTimestamp: "2026-11-23T10:01:00Z" },
    ]);
  });

  it("are combined when many alike come for one reason", () => {
    for (let number = 1; number <= 12; number++) say(`pod ${number} is broken`);
    expect(all()).toHaveLength(10);
    expect(all().find(({ count }) => count === 3)?.message).toBe("(combined from similar events): pod 12 is broken");
  });

  it("are cut off after 25, but counted, and one more may pass every five minutes", () => {
    for (let number = 0; number < 40; number++) say("broken");
    expect(all()).toMatchObject([{ count: 25 }]);
    cluster.seconds(300);
    say("broken");
    expect(all()).toMatchObject([{ count: 41 }]);
  });

  it("of the newer API are a series", () => {
    say("no room", { action: "Scheduling" });
    expect(all()).toMatchObject([
      { eventTime: "2026-11-23T10:00:00.000000Z", lastTimestamp: null, action: "Scheduling" },
    ]);
    cluster.seconds(5);
    say("still no room", { action: "Scheduling" });
    expect(all()).toMatchObject([
      { message: "no room", series: { count: 2, lastObservedTime: "2026-11-23T10:00:05.000000Z" } },
    ]);
  });

  it("are forgotten an hour after they were last seen", () => {
    say("broken");
    cluster.seconds(3000);
    say("broken");
    cluster.seconds(3000);
    expect(all()).toHaveLength(1);
    cluster.seconds(601);
    expect(all()).toEqual([]);
  });
});
