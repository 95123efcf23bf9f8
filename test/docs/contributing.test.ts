/** What CONTRIBUTING promises about adding a command is tried with the very lines that it shows. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Command } from "../../src/core/command.ts";
import { embedded } from "../support/embedded.ts";
import { omar, sandbox } from "../support/sandbox.ts";

/** Beside the other commands, because `#kit` is known inside this package only. */
const FILE = fileURLToPath(new URL("../../commands/zz-from-contributing.ts", import.meta.url));
const [, source = ""] = /```ts\n([\s\S]*?)```/.exec(readFileSync("CONTRIBUTING.md", "utf8")) ?? [];

let cluster: Awaited<ReturnType<typeof embedded>>;
beforeAll(async () => {
  cluster = await embedded();
  writeFileSync(FILE, source);
});
afterAll(async () => {
  rmSync(FILE);
  await cluster.stop();
});

test("the command in CONTRIBUTING works, in at most thirty lines", async () => {
  expect(source.trim().split("\n").length).toBeLessThanOrEqual(30);
  const { label } = (await import(FILE)) as { label: Command };
  const bot = await sandbox({ kubeconfig: cluster.kubeconfig }, { more: [label] });
  expect(await bot.asks("label web tier front", { as: omar })).toContain("Label deploy/web tier=front?");
  await bot.presses("Set it", { as: omar });
  expect(cluster.store.get("Deployment", "shop", "web")?.metadata.labels).toMatchObject({ tier: "front" });
  expect(await bot.asks("help label", { as: omar })).toContain("label <target> <key> <value>");
  expect(bot.bugs).toEqual([]);
  await bot.close();
});
