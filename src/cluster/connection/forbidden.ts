/** A 403, worded by whose right is missing, with the RBAC rule that would allow it. */
import { Failure } from "../../core/failure.ts";
import type { Where } from "./failures.ts";

/** k8s.io/apiserver responsewriters/errors.go: User "ann" cannot list resource "pods" in API group "" in the namespace "shop" */
const SENTENCE =
  /(?:^(\S+)(?: "([^"]*)")? is forbidden: )?User "([^"]*)" cannot (\S+) (?:resource "([^"]*)" in API group "([^"]*)"(?: in the namespace "([^"]*)")?|path "([^"]*)")/;

/** Constrained impersonation checks the bot's right to do each thing as somebody, under a verb of its own. */
const ON_BEHALF = "impersonate-on:user-info:";

/** @returns undefined where something other than RBAC refused: admission, a quota */
export function forbidden(message: string, { user: asked }: Where): Failure<"forbidden"> | undefined {
  const match = SENTENCE.exec(message);
  if (!match) return undefined;
  const [, , name, user = "", verb = "", resource = "", group = "", namespace, path] = match;
  const facts = {
    // The message names whoever is authenticated, which is the bot until the impersonation itself is allowed.
    lacks: asked === undefined || asked === user ? ("person" as const) : ("bot" as const),
    user: asked ?? user,
    verb: verb.startsWith(ON_BEHALF) ? verb.slice(ON_BEHALF.length) : (verb.split(":")[0] ?? verb),
    resource: path ?? resource,
    namespace,
    rule: path === undefined ? resourceRule(verb, group, resource, whom(verb, name)) : pathRule(verb, path),
    message,
  };
  return new Failure("forbidden", facts);
}

/** Whom to impersonate is part of the rule: without resourceNames it would allow everybody. */
const whom = (verb: string, name: string | undefined): string | undefined =>
  verb === "impersonate" || verb === "impersonate:user-info" ? name : undefined;

const resourceRule = (verb: string, group: string, resource: string, name: string | undefined): string =>
  [
    `apiGroups: [${JSON.stringify(group)}]`,
    `resources: [${JSON.stringify(resource)}]`,
    ...(name === undefined ? [] : [`resourceNames: [${JSON.stringify(name)}]`]),
    `verbs: [${JSON.stringify(verb)}]`,
  ].join("\n");

const pathRule = (verb: string, path: string): string =>
  `nonResourceURLs: [${JSON.stringify(path)}]\nverbs: [${JSON.stringify(verb)}]`;
