/** Keeps the map true: who may import what. When this fails, either the import or the map in the README is wrong. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";

/** The first folder or file that covers a source decides. Local entries are paths from the root; the others are packages. */
const MAY_IMPORT: readonly (readonly [part: string, allowed: readonly string[]])[] = [
  ["commands/", ["#kit", "commands/"]],
  ["src/kubernetes/", ["src/kubernetes/"]],
  [
    "src/core/",
    ["src/core/", "src/kubernetes/", "node:crypto", "node:timers/promises", "zod", "fastest-levenshtein", "js-yaml"],
  ],
  [
    "src/cluster/",
    [
      "src/cluster/",
      "src/core/",
      "src/kubernetes/",
      "node:",
      "undici",
      "@kubernetes/client-node",
      "@kubernetes/client-node/",
      "js-yaml",
      "re2js",
      "lru-cache",
      "fastest-levenshtein",
    ],
  ],
  ["src/ledger/", ["src/ledger/", "src/core/", "node:", "kysely", "kysely/", "lru-cache"]],
  ["src/chart/", ["src/chart/", "src/core/", "src/kubernetes/", "node:", "chart.js", "@napi-rs/canvas"]],
  ["src/prometheus/", ["src/prometheus/", "src/core/", "axios", "zod"]],
  ["src/knowledge/", ["src/knowledge/", "src/core/", "node:", "fastest-levenshtein", "minisearch", "marked"]],
  ["src/config/", ["src/config/", "src/core/", "node:", "zod", "js-yaml"]],
  ["src/chat/slack/", ["src/chat/", "src/core/", "src/kubernetes/", "node:", "@slack/", "undici", "zod", "lru-cache"]],
  ["src/chat/terminal/", ["src/chat/", "src/core/", "node:"]],
  ["src/chat/", ["src/chat/", "src/core/", "node:"]],
  ["src/telemetry.ts", ["src/core/", "node:", "prom-client"]],
  ["src/log.ts", ["src/core/", "node:", "pino"]],
  [
    "src/playground/cluster/",
    ["src/playground/cluster/", "node:", "@kubernetes/client-node", "lru-cache", "js-yaml", "croner"],
  ],
  ["src/playground/slack/", ["src/playground/slack/", "node:", "ws", "zod", "@slack/types"]],
  [
    "src/playground/web/",
    [
      "src/playground/",
      "src/chat/slack/manifest.ts",
      "node:",
      "zod",
      "react",
      "react-dom/server",
      "slack-blocks-to-jsx",
    ],
  ],
  ["src/playground/drills/", ["src/playground/"]],
  ["src/playground/metrics/", ["src/playground/", "node:", "re2js", "@lezer/common", "@prometheus-io/lezer-promql"]],
  // Composition: these put the parts together, so they may see all of them.
  ["src/", ["src/", "commands/", "node:", "zod", "js-yaml"]],
];

const sources = ["commands", "src"].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${root}/${file}`),
);

/** Static, dynamic and re-exporting imports, types included: a type is a dependency of the reader too. */
const importsOf = (source: string): string[] =>
  [...source.matchAll(/(?:^|\n)\s*(?:import|export)\s(?:[^"';]*?\sfrom\s)?"([^"]+)"|\bimport\("([^"]+)"\)/g)].map(
    (m) => m[1] ?? m[2] ?? "",
  );

function offences(file: string, source: string): string[] {
  const rule = MAY_IMPORT.find(([part]) => file.startsWith(part));
  if (!rule) return [`${file} belongs to no part of the map`];
  return importsOf(source)
    .map((from) => (from.startsWith(".") ? normalize(join(dirname(file), from)) : from))
    .filter((from) => !rule[1].some((allowed) => (/[/:]$/.test(allowed) ? from.startsWith(allowed) : from === allowed)))
    .map((from) => `${file} must not import ${from}`);
}

test("every import follows the map", () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.flatMap((file) => offences(file, readFileSync(file, "utf8")))).toEqual([]);
});

test.each([
  ["commands/scale.ts", 'import { x } from "../src/core/reply.ts";'],
  ["commands/scale.ts", 'import axios from "axios";'],
  ["src/core/reply.ts", 'import type { X } from "@slack/types";'],
  ["src/core/reply.ts", 'export { a } from "../cluster/index.ts";'],
  ["src/kubernetes/age.ts", 'import { say } from "../core/text.ts";'],
  ["src/cluster/a.ts", 'const x = await import("axios");'],
  ["src/chat/slack/a.ts", 'import {\n  a,\n  b,\n} from "../../ledger/index.ts";'],
])("%s: %s is an offence", (file, source) => expect(offences(file, source)).toHaveLength(1));

/** A library that only one folder knows can be replaced by changing one folder. */
test.each([
  ["@slack/", "src/chat/slack/"],
  ["kysely", "src/ledger/"],
  ["axios", "src/prometheus/"],
  ["chart.js", "src/chart/"],
  ["@napi-rs/canvas", "src/chart/"],
  ["prom-client", "src/telemetry.ts"],
  ["pino", "src/log.ts"],
  ["slack-blocks-to-jsx", "src/playground/web/render/"],
])("%s is known in %s only", (library, home) => {
  const users = sources.filter((file) =>
    importsOf(readFileSync(file, "utf8")).some((from) => from.startsWith(library)),
  );
  const doubles = "src/playground/slack/"; // written against Slack's own types
  expect(users.filter((file) => !file.startsWith(home) && !file.startsWith(doubles))).toEqual([]);
});
