/** The other end of ../child.ts. */
import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

export function report(port: number): void {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
    process.send?.({ cpu: user + system, peak, longestBlock: delay.max / 1e6 });
    delay.reset();
  });
  process.send?.({ port });
}
