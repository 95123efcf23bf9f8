import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
export default defineConfig({
  resolve: { alias: [{ find: /.*knowledge\/index\.ts$/, replacement: "/tmp/stub-knowledge.ts" }] },
  test: { root: fileURLToPath(new URL("../..", import.meta.url)), include: ["test/cluster/contract.test.ts"],
    globalSetup: fileURLToPath(new URL("./global-setup.ts", import.meta.url)), testTimeout: 90_000, hookTimeout: 180_000 },
});
