/** Everything that can go wrong in the playground. `npm run demo -- --scenario NAME` begins with it. */
import { badImage } from "./bad-image.ts";
import type { Scenario } from "./change.ts";
import { crashLoop } from "./crash-loop.ts";
import { failingReadiness } from "./failing-readiness.ts";
import { heavyLoad } from "./heavy-load.ts";
import { noRoom } from "./no-room.ts";
import { nodeDown } from "./node-down.ts";
import { outOfMemory } from "./out-of-memory.ts";
import { quotaReached } from "./quota-reached.ts";

export const SCENARIOS: readonly Scenario[] = [
  badImage,
  crashLoop,
  outOfMemory,
  failingReadiness,
  noRoom,
  nodeDown,
  quotaReached,
  heavyLoad,
];
