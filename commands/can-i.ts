import { defineCommand, inNamespace, kindAndName, qualified, reply, type Reply, say, z } from "#kit";

export const canI = defineCommand({
  name: "can-i",
  summary: "Ask whether Kubernetes lets you do something",
  risk: "read",
  needs: ["create selfsubjectaccessreviews.authorization.k8s.io"],
  args: {
    verb: z
      .string()
      .regex(/^[a-z]+$|^\*$/, "write it as kubectl does: get, list, create, patch, delete")
      .meta({ description: "Verb, such as get, list, patch or delete" }),
    kind: z.string().min(1).meta({ description: "Kind, such as pods or deployments/scale", suggest: "kind" }),
    name: z.string().optional().meta({ description: "One object's name" }),
    ...inNamespace,
  },
  positional: ["verb", "kind", "name"],
  examples: ["can-i delete pods", "can-i patch deployments/scale -n shop"],

  async run(ctx, { verb, kind: word, name, namespace }): Promise<Reply> {
    const [plural, subresource] = kindAndName(word);
    const kind = await ctx.cluster.kind(plural);
    const where = kind.namespaced ? namespace : undefined;
    const { allowed, reason } = await ctx.cluster.can(verb, kind, where, { name, subresource });
    const what = `${qualified(kind)}${subresource ? `/${subresource}` : ""}${name ? ` ${name}` : ""}`;
    const place = where ? say` in ${where}` : say` in the whole cluster`;
    return (allowed ? reply.ok : reply.warn)(
      say`${allowed ? "Yes" : "No"}: you ${allowed ? "may" : "may not"} ${verb} ${what}${place}`,
      {
        body: reason === "" ? [] : [{ note: say`${reason}` }],
        kubectl: `kubectl auth can-i ${verb} ${word}${name ? ` ${name}` : ""}${where ? ` -n ${where}` : ""}`,
      },
    );
  },
});
