import type { IncomingHttpHeaders } from "node:http";
import { unauthorized } from "../status.ts";

export interface User {
  readonly name: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** Somebody who signs in with a bearer token, as in the API server's token file. */
export interface TokenUser extends User {
  readonly token: string;
}

export const AUTHENTICATED = "system:authenticated";
export const UNAUTHENTICATED = "system:unauthenticated";
/** Whoever is in this group may do everything, before any rule is read. */
export const MASTERS = "system:masters";

/** Who asks without a token: the playground has no login, and kubectl on the same machine should just work. */
const ADMIN: User = { name: "kubernetes-admin", groups: [MASTERS, AUTHENTICATED] };

/** @throws Unauthorized when the token is nobody's */
export function authenticate(headers: IncomingHttpHeaders, users: readonly TokenUser[]): User {
  const token = /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
  if (token === undefined) return ADMIN;
  const user = users.find((one) => one.token === token);
  if (!user) throw unauthorized();
  const { token: _token, groups, ...rest } = user;
  return { ...rest, groups: groups.includes(AUTHENTICATED) ? groups : [...groups, AUTHENTICATED] };
}
