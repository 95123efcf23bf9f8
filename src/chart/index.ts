/** Charts as pictures. The thread that draws them is started for the first one, and ends when none was wanted for a while. */
import { Worker } from "node:worker_threads";
import type { Chart } from "../core/chart.ts";
import { pack, type Packed } from "./packed.ts";

export interface Charts {
  /** @returns a PNG. @throws Error where the drawing failed: there is the text of the chart then */
  draw(chart: Chart): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface Asked {
  readonly id: number;
  readonly chart: Packed;
}
export interface Drawn {
  readonly id: number;
  readonly png: Uint8Array;
}

/** Milliseconds. */
interface ChartsOptions {
  /** Without a wish the thread ends after this, and gives its memory back. */
  readonly idle?: number;
  /** A picture that takes longer is given up. */
  readonly patience?: number;
}

/** MiB. Young objects die at once, so a small nursery is as fast, for a third less memory (measured). */
const LIMITS = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 96 };

export function createCharts({ idle = 5 * 60_000, patience = 10_000 }: ChartsOptions = {}): Charts {
  const waiting = new Map<
    number,
    { readonly done: (png: Uint8Array) => void; readonly failed: (why: Error) => void }
  >();
  let worker: Worker | undefined;
  let resting: NodeJS.Timeout | undefined;
  let count = 0;

  function start(): Worker {
    const started = new Worker(new URL("worker.ts", import.meta.url), { resourceLimits: LIMITS, execArgv: [] });
    started.on("message", ({ id, png }: Drawn) => {
      waiting.get(id)?.done(png);
      rest();
    });
    started.on("error", (error) => stop(started, error));
    started.on("exit", () => stop(started, new Error("the thread that draws has ended")));
    return started;
  }

  /** Whoever waits is told; the next wish starts another one. */
  function stop(which: Worker, why: Error): void {
    if (worker !== which) return;
    worker = undefined;
    for (const { failed } of waiting.values()) failed(why);
    void which.terminate();
  }

  function rest(): void {
    clearTimeout(resting);
    resting = setTimeout(() => worker && waiting.size === 0 && stop(worker, new Error("idle")), idle).unref();
  }

  return {
    async draw(chart) {
      const id = count++;
      const drawing = (worker ??= start());
      const late = setTimeout(() => stop(drawing, new Error("the picture took too long")), patience);
      try {
        return await new Promise<Uint8Array>((done, failed) => {
          waiting.set(id, { done, failed });
          const asked: Asked = { id, chart: pack(chart) };
          drawing.postMessage(
            asked,
            asked.chart.lines.map(({ numbers }) => numbers.buffer),
          );
        });
      } finally {
        waiting.delete(id);
        clearTimeout(late);
      }
    },
    async close() {
      clearTimeout(resting);
      const last = worker;
      if (last) stop(last, new Error("the bot is stopping"));
      await last?.terminate();
    },
  };
}
