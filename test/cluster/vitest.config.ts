import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The suite that needs a real Kubernetes. One is started for all of its files, which use namespaces of their own. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL("../..", import.meta.url)),
    include: ["test/cluster/**/*.test.ts"],
    globalSetup: fileURLToPath(new URL("./global-setup.ts", import.meta.url)),
    // Controllers take their time, on two cores most of all; a test still ends by its own deadlines.
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
