/** The README's transcript is what the bot really says. `UPDATE=1 npx vitest run --config test/vitest.config.ts test/docs` writes it anew. */
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { describe } from "../../src/core/describe.ts";
import { read } from "../../src/core/words.ts";
import { play } from "../../src/playground/headless.ts";
import { readScript } from "../../src/playground/script.ts";
import { ROLES, startWorld, type World } from "../../src/playground/world.ts";

const SCRIPT = readScript(readFileSync("docs/readme.script", "utf8"), Object.keys(ROLES));
const README = readFileSync("README.md", "utf8");
const BLOCK = /(<!-- transcript[^>]*-->\n```\n)([\s\S]*?)(```\n<!-- \/transcript -->)/;

/** Names and times that are others at each run. */
const steady = (text: string): string =>
  text
    .replace(/-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, "-x2x7p")
    .replace(/\b\d+[smh](\d+[sm])? ago/g, "4m ago")
    .replace(/^( {2}Age +)\S+/gm, "$15m")
    .replace(/\b(restarted) \d+ times/g, "$1 5 times")
    .replace(/^ {2}Now: .+/gm, "  Now: Requests 43.1/s · Failed requests 0.194% · CPU 108m")
    .replace(/×\d+/g, "×5");

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterAll(() => world.stop());

test("the transcript is what people see", async () => {
  const said: string[] = [];
  await play(world.slack, SCRIPT, (line) => said.push(line));
  const steps = said.join("\n").split("\n\n");
  const transcript = `${steady(
    steps
      .map((step) => short(step.trimEnd()))
      .join("\n\n")
      .trimEnd(),
  )}\n`;
  if (process.env.UPDATE)
    writeFileSync(
      "README.md",
      README.replace(BLOCK, (_, open, __, close) => `${open}${transcript}${close}`),
    );
  else expect(steady(BLOCK.exec(README)?.[2] ?? "")).toBe(transcript);
}, 60_000);

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
