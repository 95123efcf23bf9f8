/** What is written from the code is what the code would write now. */
import { existsSync, readFileSync } from "node:fs";
import { loadAll } from "js-yaml";
import { describe, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { loadConfig } from "../../src/config/index.ts";
import { exampleConfig, generatedFiles } from "../../src/generated.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test.each(Object.entries(generatedFiles(read)))("%s is up to date; if not: npm run generate", (path, content) => {
  expect(existsSync(new URL(`../../${path}`, import.meta.url)), `${path} is missing`).toBe(true);
  expect(read(path)).toBe(content);
});

test(".env.example, filled in, is an environment that loads", () => {
  const lines = read(".env.example")
    .split("\n")
    .filter((line) => /^(# )?[A-Z_]+=/.test(line));
  const env = Object.fromEntries(lines.map((line) => line.replace(/^# /, "").split("=", 2)));
  const filled = { ...env, SLACK_SIGNING_SECRET: "8f742231b10e8888abcd99yyyzzz85a5" };
  expect(loadConfig(filled, () => exampleConfig(read))).toMatchObject({
    slack: { botToken: "xoxb-…" },
    metricsPort: 9464,
  });
});

describe("the command reference", () => {
  const reference = read("docs/commands.md");
  test.each(commands.filter(({ listed }) => listed).map(({ name }) => name))(
    "has %s, and a link that leads there",
    (name) => {
      expect(reference).toContain(`\n## ${name}\n`);
      expect(reference).toContain(`](#${name.replaceAll(" ", "-")})`);
    },
  );

  test("leaves out what only buttons say", () => expect(reference).not.toContain("## confirm"));
});

test.each(["manifests/slack-app.yaml", "manifests/slack-app-socket-mode.yaml"])(
  "%s asks for no optional scope",
  (path) => {
    const [app] = loadAll(read(path)) as { oauth_config: { scopes: { bot: string[] } } }[];
    expect(app?.oauth_config.scopes.bot.length).toBeLessThanOrEqual(8);
    expect(app?.oauth_config.scopes.bot).not.toContain("usergroups:read");
  },
);
