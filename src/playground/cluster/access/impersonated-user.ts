import type { IncomingMessage } from "node:http";
import { decoded } from "../http/decoded.ts";
import { badRequest } from "../status.ts";
import { AUTHENTICATED, UNAUTHENTICATED, type User } from "./user.ts";

const EXTRA = "impersonate-extra-";

type Extra = Record<string, readonly string[]>;

/** Whom the Impersonate headers name, exactly as they say it. @throws BadRequest when they name no user */
export function wantedUser(headers: IncomingMessage["headersDistinct"]): User | undefined {
  const name = headers["impersonate-user"]?.[0] ?? "";
  const uid = headers["impersonate-uid"]?.[0] ?? "";
  const groups = headers["impersonate-group"] ?? [];
  const extra: Extra = {};
  for (const [header, values] of Object.entries(headers)) {
    if (header.startsWith(EXTRA) && values) extra[decoded(header.slice(EXTRA.length))] = values;
  }
  const hasExtra = Object.keys(extra).length > 0;
  if (name) return { name, groups, ...(uid && { uid }), ...(hasExtra && { extra }) };
  if (!uid && groups.length === 0 && !hasExtra) return undefined;
  throw badRequest(
    `requested &user.DefaultInfo{Name:"", UID:${JSON.stringify(uid)}, Groups:${goStrings(groups)}, Extra:${goExtra(extra)}} without impersonating a user name`,
  );
}

/** The API server shows the headers as the Go value it made of them. */
const goStrings = (values: readonly string[]): string =>
  values.length === 0 ? "[]string(nil)" : `[]string{${values.map((value) => JSON.stringify(value)).join(", ")}}`;

function goExtra(extra: Extra): string {
  const entries = Object.entries(extra).map(([key, values]) => `${JSON.stringify(key)}:${goStrings(values)}`);
  return entries.length === 0 ? "map[string][]string(nil)" : `map[string][]string{${entries.join(", ")}}`;
}

/** The user that acts: with the groups that everybody, or every service account, is in. */
export function completed(user: User): User {
  const account = serviceAccountOf(user.name);
  const groups =
    account && user.groups.length === 0
      ? ["system:serviceaccounts", `system:serviceaccounts:${account.namespace}`]
      : user.groups;
  const everybody = user.name === "system:anonymous" ? UNAUTHENTICATED : AUTHENTICATED;
  const isIn = groups.includes(everybody) || groups.includes(UNAUTHENTICATED);
  return { ...user, groups: isIn ? groups : [...groups, everybody] };
}

export function serviceAccountOf(name: string): { namespace: string; name: string } | undefined {
  const [, namespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) ?? [];
  return namespace && account ? { namespace, name: account } : undefined;
}
