/** The exercises beside the chat, in the order in which a newcomer takes them. */
import { brokenRelease } from "./broken-release.ts";
import { conceptInChinese, conceptInEnglish } from "./concept.ts";
import { crashingCheckout } from "./crashing-checkout.ts";
import type { Drill, Progress, ShownDrill, Stage } from "./drill.ts";
import { sale } from "./sale.ts";

export const DRILLS: readonly Drill[] = [brokenRelease, crashingCheckout, sale, conceptInEnglish, conceptInChinese];

/** Milliseconds between two looks at the cluster while an exercise is running. */
const LOOK = 250;

export interface Course {
  shown(): readonly ShownDrill[];
  /** Sets the scene, again where it was set before. @throws Error when there is no such drill */
  start(id: string): Promise<void>;
  stop(): void;
}

/** @param changed called when an exercise has begun or its goal was reached */
export function startCourse(stage: Stage, changed: () => void): Course {
  const progress = new Map<string, Progress>();
  const goals = new Map<string, () => boolean>();
  const timer = setInterval(() => {
    for (const [id, reached] of goals) {
      if (!reached()) continue;
      goals.delete(id);
      progress.set(id, "done");
      changed();
    }
  }, LOOK);
  return {
    shown: () =>
      DRILLS.map(({ id, title, task, hint, as }) => ({
        id,
        title,
        task,
        hint,
        as,
        progress: progress.get(id) ?? "ready",
      })),
    async start(id) {
      const drill = DRILLS.find((one) => one.id === id);
      if (!drill) throw new Error(`There is no drill ${id}.`);
      goals.set(id, await drill.start(stage));
      progress.set(id, "running");
      changed();
    },
    stop: () => clearInterval(timer),
  };
}
