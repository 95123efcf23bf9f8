import { once } from "node:events";
import { startControlPlane } from "./control-plane.ts";
import { seedPlayground } from "./playground.ts";
import { USERS } from "./users.ts";

// A real Kubernetes to try things on by hand: `node test/cluster/start.ts`, and Ctrl-C when done.
const controlPlane = await startControlPlane({ users: USERS });
await seedPlayground(controlPlane);
console.log(`export KUBECONFIG=${controlPlane.kubeconfig("admin")}`);
await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
await controlPlane.stop();
