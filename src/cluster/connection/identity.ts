/**
 * Whom a request is made as. The API server trusts these headers because the bot may impersonate, so nothing that could
 * add a header, lose its edges on the way, or name the cluster's own users and groups ever becomes one.
 */
import type { Identity } from "../../core/cluster.ts";
import { Failure } from "../../core/failure.ts";

export type Headers = Readonly<Record<string, string | readonly string[]>>;

/**
 * @returns headers for undici: several values of one name become several header lines. (Not its flat array of names and
 *   values: undici's ProxyAgent keeps only the last line of each name of those, so a person would lose groups.)
 * @throws Failure "unidentified"
 */
export function impersonation({ user, groups, extra = {} }: Identity): Headers {
  return {
    "Impersonate-User": subject(user, "user"),
    ...(groups.length > 0 && { "Impersonate-Group": groups.map((group) => subject(group, "group")) }),
    ...Object.fromEntries(
      Object.entries(extra)
        .filter(([, values]) => values.length > 0)
        .map(([key, values]) => [
          `Impersonate-Extra-${headerName(key)}`,
          values.map((value) => headerValue(value, key)),
        ]),
    ),
  };
}

/** `system:masters` is root, `system:serviceaccount:…` somebody else's machine: no person is either of them. */
function subject(text: string, what: string): string {
  if (text.startsWith("system:")) throw refuse(`the ${what} ${text} belongs to the cluster itself`);
  return headerValue(text, what);
}

/** Servers trim header values, so "ann " would arrive as "ann": refused rather than guessed. UTF-8 travels as bytes. */
function headerValue(text: string, what: string): string {
  if (text === "" || text !== text.trim()) throw refuse(`the ${what} is empty or has spaces around it`);
  if (/[\u0000-\u001f\u007f]/.test(text)) throw refuse(`the ${what} contains control characters`);
  return Buffer.from(text, "utf8").toString("latin1");
}

/** Kubernetes percent-decodes extra keys, because "example.com/team" is no header name. */
function headerName(key: string): string {
  if (key === "") throw refuse("an extra field has no name");
  return encodeURIComponent(key).replace(/[()]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
}

const refuse = (because: string): Failure<"unidentified"> => new Failure("unidentified", { because });
