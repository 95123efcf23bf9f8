import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadSettings, watchConfig } from "../../src/config/index.ts";

const folder = mkdtempSync(join(tmpdir(), "config-"));
const file = join(folder, "kubemate.yaml");
const load = () => loadSettings({ KUBEMATE_CONFIG: file }, (path) => readFileSync(path, "utf8"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("SIGHUP reads the file again, and keeps the old configuration when the new one is bad", async () => {
  const said: { level: string; details: object }[] = [];
  let heard: () => void = () => undefined;
  const log = (level: string) => (details: object) => {
    said.push({ level, details });
    heard();
  };
  const hangUp = () =>
    new Promise<void>((resolve) => {
      heard = resolve;
      process.kill(process.pid, "SIGHUP");
    });

  writeFileSync(file, "keepDays: 1");
  const config = watchConfig(load, { info: log("info"), error: log("error") });
  expect(config.current().keepDays).toBe(1);

  writeFileSync(file, "keepDays: 2");
  await hangUp();
  expect(config.current().keepDays).toBe(2);

  writeFileSync(file, "keepDays: none");
  await hangUp();
  expect(config.current().keepDays).toBe(2);
  expect(said).toEqual([
    { level: "info", details: {} },
    { level: "error", details: { problems: [`${file}: keepDays: write a whole number here.`] } },
  ]);
  config.stop();
});
