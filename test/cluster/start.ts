import { once } from "node:events";
import { startControlPlane } from "./control-plane.ts";
import { sample } from "./sample.ts";
import { apply } from "./seed.ts";
import { settled } from "./settled.ts";
import { USERS } from "./users.ts";

// A control plane to try things on by hand: `node test/cluster/start.ts`, and Ctrl-C when done.
const controlPlane = await startControlPlane({ users: USERS });
await apply(controlPlane, sample("shop"));
await settled(controlPlane, ["shop"]);
console.log(`export KUBECONFIG=${controlPlane.kubeconfig("admin")}`);
await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
await controlPlane.stop();
