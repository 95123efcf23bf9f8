/** What every command keeps, those not yet written included. */
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe as group, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import type { Observed } from "../../src/cluster/index.ts";
import type { Command, Permission } from "../../src/core/command.ts";
import { describe } from "../../src/core/describe.ts";
import { parse } from "../../src/core/parse.ts";
import { read } from "../../src/core/words.ts";
import { sharedUsage } from "../../src/playground/cluster/controllers/usage.ts";
import { embedded } from "../support/embedded.ts";
import { everythingConfirmed, omar, sandbox } from "../support/sandbox.ts";

const files = readdirSync("commands", { recursive: true, encoding: "utf8" });
const scope = { namespace: "shop", cluster: "playground" };

/** "patch deployments.apps/scale", as commands declare it. */
const permission = ({ verb, group: api, resource, subresource }: Observed): string =>
  `${verb} ${resource}${api === "" ? "" : `.${api}`}${subresource ? `/${subresource}` : ""}`;

/** "get *" is every kind that may be read, but no subresource. */
const covers = (needs: readonly Permission[], used: string): boolean =>
  needs.some((need) => need === used || (need === `${used.split(" ")[0]} *` && !used.includes("/")));

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof sandbox>>;
const seen: Observed[] = [];

beforeAll(async () => {
  cluster = await embedded({ usage: sharedUsage });
  bot = await sandbox(
    { kubeconfig: cluster.kubeconfig, onRequest: (one) => void seen.push(one) },
    { policy: everythingConfirmed, prometheus: { range: async () => [], instant: async () => [] } },
  );
  await bot.types("scale web 4", { as: omar }); // so that there is something to undo
  await bot.presses("Scale to 4", { as: omar });
});
afterAll(async () => {
  await bot.close();
  await cluster.stop();
});

group.each(commands.map((command) => [command.name, command] as const))("%s", (name, command: Command) => {
  test("lives in the file that its name says", () => expect(files).toContain(`${name.replaceAll(" ", "/")}.ts`));

  test("has a summary that fits a line, and describes every argument", () => {
    expect(command.summary.length).toBeLessThanOrEqual(75);
    expect(command.summary).toMatch(/^[A-Z].*[^.!]$/);
    for (const arg of describe(command).args) expect(arg.description, arg.name).not.toBe("");
    for (const positional of command.positional) expect(Object.keys(command.args.shape)).toContain(positional);
  });

  test("changes nothing without saying so", () => {
    const writes = command.needs.filter(
      (need) => /^(patch|delete|create) /.test(need) && !need.includes("selfsubjectaccessreviews"),
    );
    expect(writes.length > 0).toBe(command.risk === "change" || command.risk === "destroy");
    for (const need of command.needs) if (need.endsWith(" *")) expect(need).toMatch(/^(get|list) \*$/);
    for (const need of command.needs) expect(need).not.toMatch(/secrets|deletecollection|\bexec\b/);
  });

  if (command.listed) test("gives an example", () => expect(command.examples.length).toBeGreaterThan(0));

  test.each(command.examples)("%s: arguments survive a round trip through JSON", (line) => {
    const invocation = read(commands, line);
    expect(invocation.command).toBe(name);
    const once = parse(command, invocation, scope);
    expect(parse(command, { command: name, args: JSON.parse(JSON.stringify(once)) }, {})).toEqual(once);
  });

  test.each(command.examples)("%s: answers, and asks of Kubernetes only what it declares", async (line) => {
    seen.length = 0;
    bot.bugs.length = 0;
    const answer = await bot.asks(line, { as: omar, pictures: 3 });
    expect(bot.bugs).toEqual([]);
    expect(answer).not.toMatch(/^✗/);
    const used = seen.filter((one) => one.as === "person").map(permission);
    // The way back is planned by the command that changed something, with that command's permissions.
    const needs = name === "undo" ? commands.flatMap((one) => one.needs) : command.needs;
    expect(used.filter((one) => !covers(needs, one))).toEqual([]);
  });
});
