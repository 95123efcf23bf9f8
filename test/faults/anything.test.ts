/** Any line and any Invocation at all: the road never throws, never has a bug, and never says nothing. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { describe } from "../../src/core/describe.ts";
import { embedded } from "../support/embedded.ts";
import { everythingConfirmed, sandbox } from "../support/sandbox.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof sandbox>>;
beforeAll(async () => {
  cluster = await embedded({ controllers: false }); // nothing moves, so that nothing is waited for
  bot = await sandbox({ kubeconfig: cluster.kubeconfig, deadline: 2000 }, { policy: everythingConfirmed });
});
afterAll(async () => {
  await bot.close();
  await cluster.stop();
});

const docs = commands.map((command) => describe(command));
const names = docs.map(({ name }) => name);
const words = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom("web", "deploy/web", "db-0", "pods", "deploy", "svc/web", "shop", "backups", "node-1"),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...docs.flatMap(({ args }) => args.flatMap(({ flag }) => [flag, `--${flag}`, `${flag}=`])),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "-n",
      "-A",
      "-l",
      "-o",
      "@",
      "@playground",
      "follow",
      "0",
      "5",
      "15m",
      "yaml",
      '"',
      "..",
      "/",
      "=",
    ),
  },
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.integer().map(String),
);
const lines = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc
    .tuple(fc.constantFrom(...names), fc.array(words, { maxLength: 6 }))
    .map(([name, rest]) => [name, ...rest].join(" ")),
);

const values = fc.oneof(
  words,
  fc.boolean(),
  fc.integer({ min: -2, max: 6 }),
  fc.jsonValue({ maxDepth: 2 }),
  fc.double(),
);
const invocations = fc.constantFrom(...docs).chain(({ name, args }) =>
  fc.record({
    command: fc.oneof({ weight: 9, arbitrary: fc.constant(name) }, { weight: 1, arbitrary: fc.string() }),
    args: fc.oneof(
      {
        weight: 9,
        arbitrary: fc.record(Object.fromEntries(args.map((arg) => [arg.name, values])), { requiredKeys: [] }),
      },
      { weight: 1, arbitrary: fc.dictionary(fc.string(), values) },
    ),
  }),
);

/** Of what is live the first picture is enough. */
async function expectAnAnswer(input: string | { readonly command: string; readonly args: Record<string, unknown> }) {
  const pictures =
    typeof input === "string" ? await bot.types(input, { pictures: 1 }) : await bot.says(input, { pictures: 1 });
  expect(pictures[0] ?? "").toMatch(/^[✓·!✗] \S/);
  expect(bot.bugs.splice(0)).toEqual([]);
}

test("any line", { timeout: 120_000 }, () => fc.assert(fc.asyncProperty(lines, expectAnAnswer), { numRuns: 1000 }));
test("any invocation", { timeout: 120_000 }, () =>
  fc.assert(fc.asyncProperty(invocations, expectAnAnswer), { numRuns: 1000 }),
);
