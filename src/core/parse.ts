/** An Invocation's arguments, checked against what the command declares. */
import type { z } from "zod";
import type { Command, Invocation } from "./command.ts";
import type { Scope } from "./context.ts";
import { type ArgDoc, describe } from "./describe.ts";
import { Failure } from "./failure.ts";
import { inQuotes, shortened } from "./quoted.ts";

/** A Scope only fills missing arguments of the same name. Throws Failure "missing-arguments" or "bad-argument". */
export function parse(command: Command, invocation: Invocation, scope: Scope): Record<string, unknown> {
  const known = Object.entries(scope).filter(([name, value]) => value !== undefined && name in command.args.shape);
  const given = { ...Object.fromEntries(known), ...invocation.args };
  const parsed = command.args.safeParse(given);
  if (parsed.success) return parsed.data;

  const doc = describe(command);
  const missing = doc.args.filter((arg) => arg.required && given[arg.name] === undefined).map((arg) => arg.name);
  const wrong = parsed.error.issues.find((issue) => !missing.includes(String(issue.path[0])));
  if (!wrong)
    throw new Failure("missing-arguments", {
      invocation: { ...invocation, args: given },
      names: missing,
      usage: doc.usage,
    });
  const arg = doc.args.find((one) => one.name === wrong.path[0]);
  throw new Failure("bad-argument", {
    command: doc.name,
    argument: arg?.flag,
    problem: arg ? problem(arg, wrong, given[arg.name]) : "it is not something this command takes",
    usage: doc.usage,
  });
}

/** zod's own sentences speak of types; people typed words. */
function problem(arg: ArgDoc, issue: z.core.$ZodIssue, value: unknown): string {
  const said = typeof value === "string" ? inQuotes(value) : shortened(JSON.stringify(value) ?? "nothing");
  if (arg.choices) return `${said} is not one of ${arg.choices.join(", ")}`;
  if (arg.type === "boolean") return `${said} is not yes or no`;
  if (arg.type === "integer" && (typeof value !== "number" || !Number.isInteger(value)))
    return `${said} is not a whole number`;
  if (issue.code === "too_small" && arg.type === "integer") return `${said} is below ${issue.minimum}`;
  if (issue.code === "too_big" && arg.type === "integer") return `${said} is above ${issue.maximum}`;
  if (issue.code === "too_small") return "it is empty";
  if (issue.code === "too_big") return `it is longer than ${issue.maximum} characters`;
  return issue.code === "invalid_format" || issue.code === "custom"
    ? `${said}: ${issue.message}`
    : `${said} does not fit`;
}
