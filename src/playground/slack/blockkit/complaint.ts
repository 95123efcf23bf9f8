import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** What Slack says of a schema violation: `must be less than 3001 characters [json-pointer:/blocks/0/text/text]`. */
export function complaint(issue: Issue, root: string): string {
  const missing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
  if (missing) {
    return `missing required field: ${String(issue.path.at(-1))} ${pointer(root, issue.path.slice(0, -1))}`;
  }
  return `${sentence(issue)} ${pointer(root, issue.path)}`;
}

function sentence(issue: Issue): string {
  switch (issue.code) {
    case "too_big":
      if (issue.origin === "array") return `no more than ${issue.maximum} items allowed`;
      if (issue.origin === "string") return `must be less than ${Number(issue.maximum) + 1} characters`;
      return `must be at most ${issue.maximum}`;
    case "too_small":
      if (issue.origin === "array") return `no fewer than ${issue.minimum} items allowed`;
      if (issue.origin === "string") return `must be more than ${Number(issue.minimum) - 1} characters`;
      return `must be at least ${issue.minimum}`;
    case "unrecognized_keys":
      return `invalid additional property: ${issue.keys.join(", ")}`;
    case "invalid_union":
      return "unsupported type";
    default:
      return issue.message;
  }
}

function pointer(root: string, path: PropertyKey[]): string {
  return `[json-pointer:${root}${path.map((part) => `/${String(part)}`).join("")}]`;
}
