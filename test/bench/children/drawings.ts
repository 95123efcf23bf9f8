/** The same pictures by whichever painter. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { percentile } from "../figure.ts";
import { RESOLUTION } from "./report.ts";

const WARM = 5;

export interface Drawn {
  /** Milliseconds. */
  readonly first: number;
  readonly median: number;
  /** How long one of them holds the event loop up at most; of twenty, nineteen less than this. */
  readonly held: number;
  /** Bytes of the last picture. */
  readonly size: number;
}

/** Asked "draw", it draws this many and tells how long it took. */
export function drawings(draw: (turn: number) => Promise<Uint8Array>, count = 40): void {
  process.on("message", (asked) => {
    if (asked !== "draw") return;
    void all(draw, count).then((drawn) => process.send?.(drawn));
  });
}

async function all(draw: (turn: number) => Promise<Uint8Array>, count: number): Promise<Drawn> {
  const took: number[] = [];
  const held: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  let size = 0;
  for (let turn = 0; turn < count; turn++) {
    delay.reset();
    const began = performance.now();
    const png = await draw(turn);
    took.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 2 * RESOLUTION)); // a look at what came last
    held.push(Math.max(0, delay.max / 1e6 - RESOLUTION));
    if (png[1] !== 0x50 || png.length < 1000) throw new Error("that is no picture");
    size = png.length;
  }
  return {
    ...{ first: took[0] ?? Number.NaN, size },
    ...{ median: percentile(took.slice(WARM), 50), held: percentile(held, 95) },
  };
}
