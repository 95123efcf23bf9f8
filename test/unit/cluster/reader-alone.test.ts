/** Only what reads kubeconfigs is loaded of client-node: its generated client would be a quarter of the bot's memory. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { configReader } from "../../../src/cluster/connection/kubeconfig.ts";
import { writeKubeconfig } from "../../../src/playground/kubeconfig.ts";

test("a kubeconfig is read, and the generated client is not there", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kubemate-reader-"));
  try {
    const read = await configReader([writeKubeconfig(join(folder, "kubeconfig"), "http://127.0.0.1:1", "t0ken")]);
    const config = read();
    expect(config.getCurrentCluster()?.server).toBe("http://127.0.0.1:1");
    expect(() => config.makeApiClient(Object)).toThrow("the generated client was left out");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
