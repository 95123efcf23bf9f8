/** The embedded cluster and a real one, held to the same things. */
import { afterAll, beforeAll, inject } from "vitest";
import { fastClock } from "../../src/playground/clock.ts";
import { seedObjects } from "../../src/playground/seed.ts";
import { invariants } from "../contract/invariants.ts";
import { embedded } from "../support/embedded.ts";
import { type Api, connectApi } from "./api.ts";
import { type Cluster, connect } from "./connection.ts";

let real: Cluster;
let small: Awaited<ReturnType<typeof embedded>>;
let api: Api;
beforeAll(async () => {
  real = await connect(inject("cluster"));
  const nodes = seedObjects().filter(({ kind }) => kind === "Node");
  small = await embedded({ clock: fastClock(10), objects: nodes });
  api = await connectApi(small.kubeconfig);
});
afterAll(async () => {
  await api.close();
  await small.stop();
});

invariants("a real cluster", () => real.api);
invariants("the embedded cluster", () => api);
