/** The other end of ../child.ts. */
import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

/** Milliseconds between two looks at the event loop. */
export const RESOLUTION = 5;

/** Says where it listens, and from then on what it uses. Ends with the bench. */
export function report(port: number): void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  onQuestion("usage", () => {
    const { user, system } = process.cpuUsage();
    const usage = { cpu: user + system, resident: mebibytes("VmRSS"), peak: mebibytes("VmHWM") };
    const longestBlock = Math.max(0, delay.max / 1e6 - RESOLUTION); // it counts from one look to the next
    delay.reset();
    return { ...usage, longestBlock };
  });
  process.on("disconnect", () => process.exit());
  process.send?.({ port });
}

export function onQuestion(question: string, answer: () => object): void {
  process.on("message", (asked) => {
    if (asked === question) process.send?.(answer());
  });
}

const mebibytes = (field: string): number =>
  Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
