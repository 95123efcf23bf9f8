/** What is wrong with the configuration, all of it at once, each with its place and its fix. */
import { z } from "zod";
import { nearest } from "../core/nearest.ts";

export class ConfigProblems extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}:\n${problems.map((problem) => `- ${problem}`).join("\n")}`,
    );
    this.name = "ConfigProblems";
    this.problems = problems;
  }
}

/** A value, or what is wrong with it. */
export type Checked<T> = { readonly value: T } | { readonly problems: readonly string[] };

/** All the values, or all the problems. @throws ConfigProblems */
export function values<T extends Record<string, unknown>>(parts: { readonly [K in keyof T]: Checked<T[K]> }): T {
  const problems = Object.values<Checked<unknown>>(parts).flatMap((part) => ("problems" in part ? part.problems : []));
  if (problems.length > 0) throw new ConfigProblems(problems);
  // Object.entries forgets which key holds what; nothing was added or taken away here.
  return Object.fromEntries(
    Object.entries<Checked<unknown>>(parts).map(([key, part]) => [key, "value" in part ? part.value : undefined]),
  ) as T;
}

/** @param name what the whole is called in front of each path, for example the file's name; "" for the environment */
export function check<S extends z.ZodType>(schema: S, input: unknown, name: string): Checked<z.output<S>> {
  const { data, error } = schema.safeParse(input, { error: words });
  if (!error) return { value: data };
  return { problems: error.issues.flatMap((issue) => problem(issue, name)) };
}

function problem(issue: z.core.$ZodIssue, name: string): readonly string[] {
  // A record's key that is not as it should be: what is wrong with it is one level down.
  const messages = issue.code === "invalid_key" ? issue.issues.map(({ message }) => message) : [issue.message];
  const place = [name, path(issue.path)].filter(Boolean).join(": ");
  return messages.map((message) => `${place}: ${message}${message.endsWith("?") ? "" : "."}`);
}

/** people.users["T1:U1"].groups[0] → people.users.T1:U1.groups[0] */
const path = (keys: readonly PropertyKey[]): string =>
  keys.map((key, i) => (typeof key === "number" ? `[${key}]` : `${i > 0 ? "." : ""}${String(key)}`)).join("");

const KIND: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "keys with values",
  record: "keys with values",
  int: "a whole number",
  number: "a whole number",
};

/** Our words where the schema gives none. Undefined: zod's own. */
const words: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "it is missing" : `write ${KIND[issue.expected] ?? issue.expected} here`;
    case "invalid_value":
      if (issue.input === "approve") return "approve is not supported yet; use confirm or deny";
      return `write ${issue.values
        .map(String)
        .join(", ")
        .replace(/, ([^,]*)$/, " or $1")}`;
    case "too_small":
      if (issue.origin === "array") return "an empty list matches nothing; write at least one";
      return issue.origin === "string" ? "write something here" : `write ${issue.minimum} or more`;
    case "unrecognized_keys":
      return issue.keys.map((key) => unknown(key, known(issue.inst))).join("; ");
    default:
      return undefined;
  }
};

const known = (schema: unknown): readonly string[] => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []);

function unknown(key: string, keys: readonly string[]): string {
  const near = nearest(key, keys)[0];
  return near
    ? `${key} is not known here; did you mean ${near}?`
    : `${key} is not known here; there is ${keys.join(", ")}`;
}
