import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The fast suite. What needs a real control plane has a configuration of its own in test/cluster. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    include: ["test/**/*.test.ts"],
    exclude: ["test/cluster/**", "test/bench/**"],
    // What waits has a deadline of its own, with a sentence; this only ends what hangs, on a slow machine too.
    // Times of day are told in the zone of the process, so what a test reads depends on it.
    env: { TZ: "UTC" },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One case was seen to fail once, on a machine under heavy load, and not again (test/faults: discovery cut short when
    // nothing is known yet). Until its cause is found, shared machines try again. Remove this with it.
    retry: process.env["CI"] ? 2 : 0,
  },
});
