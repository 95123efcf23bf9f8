/**
 * Which Kubernetes user a Slack user is. One rule decides the name, so that the cluster's audit log always means the same
 * by it, and nobody slides from one rule into another:
 *
 * 1. Who has an entry of their own under people.users is exactly that user, with exactly those groups.
 * 2. Where people.email is switched on, everybody else is their confirmed e-mail address, or nobody.
 * 3. Where it is not, members of a mapped user group are "slack:T123:U456". A user group gives groups but no name: its
 *    members would share it, and the audit log would no longer say who it was.
 *
 * Under 2 and 3, somebody in several mapped user groups has the groups of all of them.
 */
import type { Identity } from "../core/cluster.ts";
import type { Person } from "../core/context.ts";
import { Failure } from "../core/failure.ts";
import type { People } from "./file.ts";

/** A Slack user, as Slack vouches for them. */
export interface Member {
  readonly team: string;
  readonly user: string;
  readonly name: string;
  /** Only when Slack says that it is confirmed. */
  readonly email?: string | undefined;
  /** Ids of the user groups that they are in. */
  readonly groups: readonly string[];
}

/** @throws Failure "unidentified" with the lines to add, ids filled in */
export function identify(people: People, member: Member): Person {
  const { team, user, name } = member;
  return { id: `${team}:${user}`, name, slack: { team, user }, kubernetes: identityOf(people, member) };
}

function identityOf({ users, userGroups, email }: People, member: Member): Identity {
  const id = `${member.team}:${member.user}`;
  const own = users[id];
  if (own) return own;

  const mapped = member.groups.flatMap((group) => userGroups[`${member.team}:${group}`]?.groups ?? []);
  if (email) {
    const address = member.email?.toLowerCase();
    if (address === undefined) throw unidentified(member, "Slack has no confirmed e-mail address for you");
    if (!email.domains.includes(address.slice(address.lastIndexOf("@") + 1))) {
      throw unidentified(member, "your e-mail address is not in a domain that is mapped");
    }
    return { user: address, groups: union(email.groups, mapped) };
  }
  if (mapped.length > 0) return { user: `slack:${id}`, groups: union(mapped) };
  throw unidentified(member, "nothing in the configuration names you");
}

const union = (...lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())];

function unidentified({ team, user }: Member, because: string): Failure<"unidentified"> {
  const line = `people:\n  users:\n    ${team}:${user}: { user: YOUR-KUBERNETES-USER, groups: [YOUR-GROUP] }`;
  return new Failure("unidentified", { because, line });
}
