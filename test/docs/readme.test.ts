/** The README's transcript is what the bot really says. `UPDATE=1 npx vitest run --config test/vitest.config.ts test/docs` writes it anew. */
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hurryingClock } from "../../src/playground/clock.ts";
import { commands } from "../../commands/index.ts";
import { describe } from "../../src/core/describe.ts";
import { read } from "../../src/core/words.ts";
import { embedded } from "../support/embedded.ts";
import { alice, direct, sandbox } from "../support/sandbox.ts";

/** What is typed, or pressed where it is in brackets. */
const SCRIPT = [
  "describe orders -n broken",
  "scale web 5",
  "[Scale to 5]",
  "[Undo]",
  "[Scale to 3]",
  "logs orders -n broken previous grep refused",
  "scle web 5",
];

const README = readFileSync("README.md", "utf8");
const BLOCK = /(<!-- transcript[^>]*-->\n```\n)([\s\S]*?)(```\n<!-- \/transcript -->)/;

/** Names and times that are others at each run. */
const steady = (text: string): string =>
  text
    .replace(/-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, "-x2x7p")
    .replace(/\b\d+[smh](\d+[sm])? ago/g, "4m ago")
    .replace(/^( {2}Age +)\S+/gm, "$15m")
    .replace(/\b(restarted) \d+ times/g, "$1 5 times")
    .replace(/×\d+/g, "×5");

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof sandbox>>;
beforeAll(async () => {
  const clock = hurryingClock(5 * 60_000, 100);
  cluster = await embedded({ clock });
  await clock.caughtUp;
  bot = await sandbox({ kubeconfig: cluster.kubeconfig });
}, 30_000);
afterAll(async () => {
  await bot.close();
  await cluster.stop();
});

test("the transcript is what the bot says", async () => {
  const said: string[] = [];
  for (const line of SCRIPT) {
    const pressed = /^\[(.*)\]$/.exec(line)?.[1];
    const saying = { as: alice, place: direct };
    const pictures = pressed ? await bot.presses(pressed, saying) : await bot.types(line, saying);
    said.push(`> ${line}`, short(pictures.at(-1) ?? ""), "");
  }
  const transcript = steady(said.join("\n"));
  if (process.env.UPDATE)
    writeFileSync(
      "README.md",
      README.replace(BLOCK, (_, open, __, close) => `${open}${transcript}${close}`),
    );
  else expect(steady(BLOCK.exec(README)?.[2] ?? "")).toBe(transcript);
}, 30_000);

/** A reader wants the beginning of a long answer. */
const short = (answer: string): string => {
  const lines = answer.split("\n").map((line) => (line.length > 110 ? `${line.slice(0, 109)}…` : line));
  return lines.length <= 9 ? lines.join("\n") : [...lines.slice(0, 6), "  …", ...lines.slice(-2)].join("\n");
};

test("every line that the README shows is understood", () => {
  const shown = [...README.matchAll(/`([a-z-]+ [^`]*|whoami|events)`/g)].map((match) => match[1] ?? "");
  const names = commands.map((command) => describe(command).name.split(" ")[0]);
  const lines = shown.filter((line) => names.includes(line.split(" ")[0] ?? ""));
  expect(lines.length).toBeGreaterThan(8);
  for (const line of lines) expect(() => read(commands, line), line).not.toThrow();
});
