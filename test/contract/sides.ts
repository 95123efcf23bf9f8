/** The two clusters that are compared, each with the playground's seed, and at rest. */
import type { ControlPlane } from "../cluster/control-plane.ts";
import { type Cluster, connect, type KubectlResult } from "../cluster/connection.ts";
import { seedPlayground } from "../cluster/playground.ts";
import { settled } from "../cluster/settled.ts";
import { fakeClock } from "../../src/playground/cluster/controllers/clock.ts";
import { seedObjects } from "../../src/playground/seed.ts";
import { embedded } from "../support/embedded.ts";
import { createReplayer, type Replayer } from "./replay.ts";

export interface Side extends Replayer {
  kubectl(args: readonly string[]): Promise<KubectlResult>;
  /** Waits until a change has come to its end. */
  settle(): Promise<void>;
}

const NAMESPACES = ["shop", "staging", "ops", "broken"];

export async function realSide(cluster: ControlPlane): Promise<Side> {
  await seedPlayground(cluster);
  return side(cluster, (work) => work());
}

/** Time passes in it only while something is waited for: what crashes again and again has crashed equally often. */
export async function embeddedSide({ files }: ControlPlane): Promise<Side> {
  const clock = fakeClock(Date.now() - 30 * 60_000); // it will hurry: nothing may be from the future
  const running = await embedded({ clock, objects: seedObjects() });
  const cluster = await connect({ ...files, kubeconfigs: { admin: running.kubeconfig } });
  const timePasses: TimePasses = async (work) => {
    const ticking = setInterval(() => clock.advance(200), 5);
    await work().finally(() => clearInterval(ticking));
  };
  await timePasses(() => seedPlayground(cluster));
  const { close, ...rest } = side(cluster, timePasses);
  return {
    ...rest,
    async close() {
      await close();
      await cluster.api.close();
      await running.stop();
    },
  };
}

type TimePasses = (work: () => Promise<void>) => Promise<void>;

function side(cluster: Cluster, timePasses: TimePasses): Side {
  return {
    ...createReplayer(cluster.kubeconfig("admin")),
    kubectl: (args) => cluster.kubectl(["-n", "shop", ...args]),
    settle: () => timePasses(() => settled(cluster, NAMESPACES)),
  };
}
