import {
  button,
  call,
  type Context,
  defineCommand,
  Failure,
  failedWith,
  inNamespace,
  type Kind,
  kindAndName,
  printable,
  reply,
  type Reply,
  say,
  yaml,
  z,
} from "#kit";

export const get = defineCommand({
  name: "get",
  summary: "List objects of any kind, or show one",
  risk: "read",
  needs: ["get *", "list *"],
  args: {
    kind: z.string().min(1).meta({ description: "Kind, such as pods or deploy/web", suggest: "kind" }),
    name: z.string().optional().meta({ description: "One object's name" }),
    ...inNamespace,
    selector: z.string().optional().meta({ description: "Label selector, such as app=web", short: "l" }),
    allNamespaces: z.boolean().default(false).meta({ description: "Look in every namespace", short: "A" }),
    output: z
      .enum(["wide", "yaml", "json"])
      .optional()
      .meta({ description: "More columns, or the whole object", short: "o" }),
  },
  positional: ["kind", "name"],
  examples: ["get pods", "get deploy web -o yaml", "get pods -A -l app=web", "get nodes -o wide"],

  async run(ctx, args): Promise<Reply> {
    const [word, name] = kindAndName(args.kind, args.name);
    if (word.includes(",") || word === "all")
      throw new Failure("refused", { because: say`Ask for one kind at a time, for example ${"get pods"}.` });
    if (name !== undefined && args.allNamespaces)
      throw new Failure("refused", { because: say`A name is looked up in one namespace: leave out ${"-A"}.` });
    const kind = await ctx.cluster.kind(word);
    ctx.readable(kind);
    if (!kind.namespaced) ctx.authorise(undefined);
    const namespace = kind.namespaced && !args.allNamespaces ? args.namespace : undefined;
    const query = { namespace, name, labels: args.selector };
    const again = button("Refresh", call(get, args), { inPlace: true });
    const kubectl = spelled(kind, name, args, namespace);

    if (args.output === "yaml" || args.output === "json") {
      const shown = await whole(ctx, kind, query);
      const code = args.output === "yaml" ? yaml(shown) : JSON.stringify(shown, null, 2);
      const file = `${name ?? kind.resource}.${args.output}`;
      return reply.info(title(kind, name, namespace), { body: [{ code, file }], kubectl });
    }
    const table = await ctx.cluster.table(kind, { ...query, wide: args.output === "wide" });
    if (table.rows.length === 0) {
      await mustExist(ctx, namespace);
      const wanted = args.selector ? say` with ${args.selector}` : say``;
      return reply.info(say`No ${kind.resource} ${place(namespace)}${wanted}`, { kubectl });
    }
    const counted =
      name === undefined ? say`${count(table.rows.length, kind)} ${place(namespace)}` : title(kind, name, namespace);
    return reply.info(counted, { body: [{ table, file: `${kind.resource}.txt` }], actions: [again], kubectl });
  },
});

async function whole(
  ctx: Context,
  kind: Kind,
  { namespace, name, labels }: { namespace: string | undefined; name: string | undefined; labels: string | undefined },
) {
  if (name !== undefined) return printable(await ctx.cluster.get(kind, namespace, name));
  const items = await ctx.cluster.list(kind, { namespace, labels });
  return { apiVersion: "v1", kind: "List", items: items.map(printable) };
}

/** An empty answer about a mistyped namespace would be a wrong one. Who may not read namespaces is taken at their word. */
async function mustExist(ctx: Context, namespace: string | undefined): Promise<void> {
  if (namespace === undefined) return;
  try {
    await ctx.cluster.get(await ctx.cluster.kind("namespaces"), undefined, namespace);
  } catch (error) {
    if (!failedWith(error, "forbidden")) throw error;
  }
}

const place = (namespace: string | undefined) => (namespace ? say`in ${namespace}` : say`in the whole cluster`);
const title = (kind: Kind, name: string | undefined, namespace: string | undefined) =>
  say`${name === undefined ? kind.resource : `${kind.kind} ${name}`} ${place(namespace)}`;
const count = (rows: number, kind: Kind): string =>
  rows === 1 ? `1 ${kind.singular || kind.kind.toLowerCase()}` : `${rows} ${kind.resource}`;

function spelled(
  kind: Kind,
  name: string | undefined,
  args: { selector?: string | undefined; output?: string | undefined; allNamespaces: boolean },
  namespace: string | undefined,
): string {
  return [
    `kubectl get ${kind.resource}`,
    name,
    namespace && `-n ${namespace}`,
    args.allNamespaces && kind.namespaced && "-A",
    args.selector && `-l '${args.selector}'`,
    args.output && `-o ${args.output}`,
  ]
    .filter(Boolean)
    .join(" ");
}
