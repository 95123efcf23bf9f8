/** The configuration file: who is who, who may do what, and where. Every object is strict: a key that nobody reads is a mistake. */
import { z } from "zod";
import { channelId, group, namespace, teamId, user, userGroupId, userId } from "./subjects.ts";

const groups = () => z.array(group()).default([]);

const people = z.strictObject({
  /** One by one. */
  users: z.record(userId(), z.strictObject({ user: user(), groups: groups() })).default({}),
  /** Members of a Slack user group get these Kubernetes groups. */
  userGroups: z.record(userGroupId(), z.strictObject({ groups: z.array(group()).min(1) })).default({}),
  /** Switched on by being there: whoever has a confirmed e-mail address in one of these domains is that user. */
  email: z
    .strictObject({
      domains: z
        .array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "write a domain in lower case, such as example.com"))
        .min(1),
      groups: groups(),
    })
    .optional(),
});

const cluster = () =>
  z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]*$/, "write a name that people can type after @: letters, digits, dots and dashes");

/** "*" is every one. An empty list would match nothing, silently. */
const some = <T extends z.ZodType<string>>(name: T) =>
  z
    .array(z.union([z.literal("*"), name], { error: 'write a name, or "*" for all' }))
    .min(1)
    .default(["*"]);

const rule = z.strictObject({
  effect: z.enum(["allow", "confirm", "deny"]),
  risks: z.array(z.enum(["read", "query", "change", "destroy"])).min(1),
  clusters: some(cluster()),
  namespaces: some(namespace()),
  groups: some(group()),
});

const channel = z.strictObject({
  cluster: cluster().optional(),
  namespace: namespace().optional(),
  /** Namespaces whose objects may be read openly in this channel. */
  sees: z.array(namespace()).default([]),
});

export const file = z.strictObject({
  teams: z.array(teamId()).default([]),
  people: people.prefault({}),
  /** What people call each cluster → the kubeconfig's context for it. */
  clusters: z.record(cluster(), z.string().min(1)).default({}),
  defaultCluster: cluster().optional(),
  channels: z.record(channelId(), channel).default({}),
  policy: z.array(rule).optional(),
  /** Kinds that may be read, as resource or resource.group. Absent: every kind except Secrets. */
  kinds: z
    .array(
      z
        .string()
        .regex(/^[a-z][a-z0-9]*(\.[a-z0-9.-]+)?$/, "write it as resource or resource.group, such as deployments.apps")
        .refine((kind) => kind !== "secrets", "Secrets are never read"),
    )
    .min(1)
    .optional(),
  /** Days that audit rows and finished operations are kept. */
  keepDays: z.int().min(1).default(365),
});

export type ConfigFile = z.output<typeof file>;
export type People = ConfigFile["people"];
