import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The suite that needs a real Kubernetes. One is started for all of its files. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL("../..", import.meta.url)),
    include: ["test/cluster/**/*.test.ts"],
    globalSetup: fileURLToPath(new URL("./global-setup.ts", import.meta.url)),
    // Files share the cluster, and two of them start another one: one after the other is kinder to small machines.
    fileParallelism: false,
    env: { TZ: "UTC" },
    // Controllers take their time, on two cores most of all; a test still ends by its own deadlines.
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
