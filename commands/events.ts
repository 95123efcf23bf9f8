import {
  age,
  button,
  call,
  defineCommand,
  eventsOf,
  findObject,
  fold,
  type Happening,
  inNamespace,
  type KubeObject,
  permissions,
  podsOf,
  reply,
  type Reply,
  ROLLING,
  say,
  short,
  type Text,
  z,
} from "#kit";

export const events = defineCommand({
  name: "events",
  summary: "Show what happened to an object, or in a namespace, warnings first",
  risk: "read",
  needs: ["get *", ...permissions("list", ...ROLLING, "pods", "events")],
  args: {
    what: z
      .string()
      .optional()
      .meta({ description: "Workload, or kind and name; nothing for the whole namespace", suggest: "workload" }),
    name: z.string().optional().meta({ description: "The object's name, when the first word is a kind" }),
    ...inNamespace,
    allNamespaces: z.boolean().default(false).meta({ description: "Look in every namespace", short: "A" }),
    lines: z.int().min(1).max(200).default(20).meta({ description: "How many lines to show" }),
  },
  positional: ["what", "name"],
  examples: ["events", "events web", "events pod/db-0 -n shop", "events -A"],

  async run(ctx, args): Promise<Reply> {
    const { what, name, allNamespaces, lines } = args;
    const namespace = allNamespaces ? undefined : args.namespace;
    let found: readonly KubeObject[];
    let about: Text;
    if (what === undefined) {
      found = await ctx.cluster.list(await ctx.cluster.kind("events"), { namespace });
      about = namespace ? say`in ${namespace}` : say`in the whole cluster`;
    } else {
      const { object } = await findObject(ctx, { what, name, namespace: args.namespace });
      found = await eventsOf(ctx, object, await podsOf(ctx, object));
      about = say`about ${short(object)}`;
    }
    const folded = fold(found);
    const warnings = folded.filter((one) => one.warning).length;
    const kubectl = `kubectl events${what ? ` --for ${what}${name ? `/${name}` : ""}` : ""}${namespace ? ` -n ${namespace}` : " -A"}`;
    const actions = [button("Refresh", call(events, args), { inPlace: true })];
    if (folded.length === 0)
      return reply.info(say`No events ${about}. Kubernetes keeps them for about an hour`, { kubectl, actions });

    const left = folded.length - lines;
    return (warnings > 0 ? reply.warn : reply.info)(
      say`${count(warnings, "warning")} and ${count(folded.length - warnings, "other event")} ${about}`,
      {
        body: [
          {
            code: folded
              .slice(0, lines)
              .map((one) => line(one, ctx.now()))
              .join("\n"),
            file: "events.txt",
          },
          ...(left > 0 ? [{ note: say`${left} more not shown.` }] : []),
        ],
        actions,
        kubectl,
      },
    );
  },
});

const line = (one: Happening, now: number): string =>
  [
    `${one.warning ? "!" : " "} ${age(one.last, now)} ago`,
    `${one.reason}${one.count > 1 ? ` ×${one.count}` : ""}`,
    `${one.about}${one.others > 0 ? ` and ${one.others} more` : ""}`,
    one.message,
  ].join("  ");

const count = (n: number, noun: string): string => (n === 1 ? `1 ${noun}` : `${n} ${noun}s`);
