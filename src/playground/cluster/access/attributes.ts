import type { Route } from "../http/route.ts";
import { forbidden, type StatusError } from "../status.ts";
import type { User } from "./user.ts";

/** One question to the authorizer: may this user do this to that? */
export interface Attributes {
  readonly user: User;
  readonly verb: string;
  /** Either a resource… */
  readonly resource?: {
    readonly group: string;
    readonly plural: string;
    readonly subresource: string;
    readonly namespace: string;
    readonly name: string;
  };
  /** …or a path such as /version. */
  readonly path?: string;
}

export function attributesOf(user: User, { verb, path, resource }: Route): Attributes {
  return resource ? { user, verb, resource } : { user, verb, path };
}

/** The refusal in the API server's words, which name the rule that is missing. */
export function refusal({ user, verb, resource, path }: Attributes, reason = ""): StatusError {
  const who = `User ${JSON.stringify(user.name)} cannot ${verb}`;
  const because = reason && `: ${reason}`;
  if (!resource) return forbidden({ group: "", plural: "" }, "", `${who} path ${JSON.stringify(path)}${because}`);
  const { group, plural, subresource, namespace, name } = resource;
  const what = JSON.stringify(subresource ? `${plural}/${subresource}` : plural);
  const where = namespace ? `in the namespace ${JSON.stringify(namespace)}` : "at the cluster scope";
  return forbidden(resource, name, `${who} resource ${what} in API group ${JSON.stringify(group)} ${where}${because}`);
}
