/** An API server of pre-rendered answers, so that what is measured is us: many pods as tables, and a long log. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeKubeconfig } from "../../src/playground/kubeconfig.ts";
import { startChild } from "./child.ts";

/** One line in a hundred has it. */
export const NEEDLE = "needle";
/** Bytes in a line, without the timestamp that the kubelet puts before it where it is asked to. */
export const LINE = 200;

export interface HeavyApi {
  readonly kubeconfig: string;
  /** How many lines of the log have it. */
  readonly needles: number;
  stop(): Promise<void>;
}

/** @param size how many pods over twenty namespaces, and how long the log of pod/web-0 is */
export async function startHeavyApi({
  pods,
  logBytes,
}: {
  readonly pods: number;
  readonly logBytes: number;
}): Promise<HeavyApi> {
  const child = await startChild("heavy-api", { PODS: String(pods), LOG_BYTES: String(logBytes) });
  const folder = mkdtempSync(join(tmpdir(), "kubemate-bench-"));
  return {
    needles: Math.ceil(Math.floor(logBytes / LINE) / 100),
    kubeconfig: writeKubeconfig(join(folder, "kubeconfig"), `http://127.0.0.1:${child.port}`),
    async stop() {
      await child.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
