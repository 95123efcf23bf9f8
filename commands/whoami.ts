import { type Context, defineCommand, reply, type Reply, say } from "#kit";

export const whoami = defineCommand({
  name: "whoami",
  summary: "Show who you are in Kubernetes and what policy lets you do",
  risk: "read",
  needs: [],
  args: {},
  positional: [],
  examples: ["whoami"],

  async run(ctx): Promise<Reply> {
    const { person } = ctx;
    const identity = person.kubernetes;
    return reply.info(identity ? say`You act as ${identity.user}` : say`You act as the user of your kubeconfig`, {
      body: [
        {
          fields: {
            Here: person.slack ? `${person.name} (${person.slack.user} in ${person.slack.team})` : person.name,
            ...(identity && { "Kubernetes user": identity.user, Groups: identity.groups.join(", ") || "none" }),
          },
        },
        { fields: Object.fromEntries(rules(ctx)) },
        {
          note: ctx.policy.configured
            ? say`What no rule names is denied. Kubernetes' own RBAC decides last.`
            : say`No policy is configured: reading is allowed, changes are confirmed, nothing is deleted. Kubernetes' own RBAC decides last.`,
        },
      ],
      kubectl: "kubectl auth whoami",
    });
  },
});

/** Only the rules that can concern this person, in the order in which they are tried. */
function rules({ policy, person }: Context): [string, string][] {
  const groups = person.kubernetes?.groups ?? [];
  return policy.rules
    .filter((rule) => rule.groups.includes("*") || rule.groups.some((group) => groups.includes(group)))
    .map((rule, i) => [
      `${i + 1}. ${rule.effect}`,
      `${rule.risks.join(", ")} in ${all(rule.namespaces, "every namespace")} on ${all(rule.clusters, "every cluster")}`,
    ]);
}

const all = (names: readonly string[], every: string): string => (names.includes("*") ? every : names.join(", "));
