import type { Clock } from "./cluster/controllers/controller.ts";

/**
 * A clock that starts in the past and hurries until it has caught up with ours: when people look, the cluster has been
 * running for a while, pods are up, what crashes has crashed a few times, and from then on time passes as it does.
 *
 * @param ago how long ago it starts, in milliseconds
 * @param speed how many of its milliseconds pass in one of ours until then
 */
export function hurryingClock(ago: number, speed: number): Clock & { readonly caughtUp: Promise<void> } {
  const began = Date.now();
  const lead = ago / (speed - 1); // ours, until it is level
  const now = () => {
    const passed = Date.now() - began;
    return passed < lead ? began - ago + passed * speed : began + passed;
  };
  /** When it shows this time, in our milliseconds from now. */
  const until = (time: number) => {
    const passed = time < began + lead ? (time - began + ago) / speed : time - began;
    return Math.max(0, passed - (Date.now() - began));
  };
  return {
    now,
    after(ms, run) {
      const timer = setTimeout(run, until(now() + ms));
      return () => clearTimeout(timer);
    },
    caughtUp: new Promise((resolve) => setTimeout(resolve, lead)),
  };
}

/** A clock that hurries for ever: for tests, in which a rollout takes a moment and keeps its order. */
export function fastClock(speed: number): Clock {
  const began = Date.now();
  return {
    now: () => began + (Date.now() - began) * speed,
    after(ms, run) {
      const timer = setTimeout(run, ms / speed);
      return () => clearTimeout(timer);
    },
  };
}
