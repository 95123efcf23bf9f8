import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadSettings } from "../../src/config/index.ts";
import { file } from "../../src/config/file.ts";

const guide = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");
const examples = [...guide.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = ""]) => yaml);

test.each(examples.map((yaml, i) => [`example ${i + 1}`, yaml]))("%s of the guide loads", (_, yaml) => {
  loadSettings({ KUBEMATE_CONFIG: "guide" }, () => yaml);
});

test("the guide shows every key of the file", () => {
  for (const key of Object.keys(file.shape)) expect(examples[0]).toMatch(new RegExp(`^(# )?${key}:`, "m"));
});
