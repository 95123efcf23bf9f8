import {
  type Action,
  type Block,
  button,
  call,
  type Context,
  defineCommand,
  failedWith,
  type Finding,
  findings,
  findWorkload,
  inNamespace,
  type KubeObject,
  permissions,
  reply,
  type Reply,
  ROLLING,
  say,
  score,
  short,
  surroundings,
  SURVEYING,
  type Text,
  z,
} from "#kit";
import { auditFix, FIXES, isFixable } from "./audit/fix.ts";
import { explain } from "./explain.ts";
import { scale } from "./scale.ts";

const RISKS = { 3: "High", 2: "Medium", 1: "Low" } as const;
const KINDS = ["Deployment", "StatefulSet", "DaemonSet"];

export const audit = defineCommand({
  name: "audit",
  summary: "Hold a workload, or all of a namespace, against the article's practices",
  risk: "read",
  needs: [...SURVEYING, ...permissions("get", ...ROLLING, "replicasets.apps"), "list replicasets.apps"],
  args: {
    what: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "Workload, or a namespace; nothing for all of this one", suggest: "workload" }),
    ...inNamespace,
  },
  positional: ["what"],
  examples: ["audit web", "audit", "audit staging", "audit sts/db -n shop"],

  async run(ctx, { what, namespace, cluster }): Promise<Reply> {
    if (what === undefined || what === namespace) return ofNamespace(ctx, namespace, cluster);
    try {
      const { object } = await findWorkload(ctx, { target: what, namespace }, KINDS);
      return await ofWorkload(ctx, object, namespace, cluster);
    } catch (error) {
      // "audit staging" is a namespace, where no workload is called so and there is such a one.
      if (!failedWith(error, "not-found") || !(await isNamespace(ctx, what))) throw error;
      ctx.authorise(what);
      return ofNamespace(ctx, what, cluster);
    }
  },
});

async function isNamespace(ctx: Context, name: string): Promise<boolean> {
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) return false;
  try {
    await ctx.cluster.get(await ctx.cluster.kind("namespaces"), undefined, name);
    return true;
  } catch (error) {
    if (failedWith(error, "not-found") || failedWith(error, "forbidden")) return false;
    throw error;
  }
}

async function ofWorkload(ctx: Context, object: KubeObject, namespace: string, cluster: string): Promise<Reply> {
  const { around, unread } = await surroundings(ctx, namespace);
  const all = findings(object, around);
  const open = all.filter(({ problem }) => problem !== "");
  const name = short(object);
  const points = score(all);
  const actions = [...fixes(object, open, namespace, cluster), ...sections(open, cluster)].slice(0, 5);
  if (open.length === 0)
    return reply.ok(say`${name} follows all ${all.length} practices that apply`, { body: small(unread) });
  return (open.some(({ practice }) => practice.risk === 3) ? reply.warn : reply.info)(
    say`${name} has ${points} of 100 points: ${open.length} of ${all.length} practices are not followed`,
    { body: [...open.map((one) => line(say`It`, one)), ...small(unread)], actions },
  );
}

async function ofNamespace(ctx: Context, namespace: string, cluster: string): Promise<Reply> {
  const { around, unread } = await surroundings(ctx, namespace);
  const lists = await Promise.all(
    ROLLING.map(async (word) => ctx.cluster.list(await ctx.cluster.kind(word), { namespace })),
  );
  const workloads = lists.flat();
  const [first] = workloads;
  if (!first) return reply.info(say`No workload runs in ${namespace}, so there is nothing to hold against anything`);
  const ranked = workloads
    .map((object) => ({ name: short(object), all: findings(object, around) }))
    .map(({ name, all }) => ({ name, points: score(all), open: all.filter(({ problem }) => problem !== "") }))
    .toSorted((a, b) => weight(b.open) - weight(a.open));
  const shared = findings(first, around, "namespace").filter(({ problem }) => problem !== "");
  const count = (open: readonly Finding[], risk: number) =>
    String(open.filter(({ practice }) => practice.risk === risk).length);
  const rows = ranked.map(({ name, points, open }) => [
    ...[name, String(points), count(open, 3), count(open, 2), count(open, 1)],
  ]);
  const worst = ranked.slice(0, 3).filter(({ open }) => open.length > 0);
  return reply.info(
    say`${workloads.length} ${workloads.length === 1 ? "workload" : "workloads"} in ${namespace}, the riskiest first`,
    {
      body: [
        { table: { columns: ["WORKLOAD", "POINTS", "HIGH", "MEDIUM", "LOW"], rows }, file: "audit.txt" },
        ...shared.map((one) => line(say`The namespace ${namespace}`, one)),
        ...small(unread),
      ],
      actions: worst.map(({ name }) => button(name.slice(0, 70), call(audit, { what: name, namespace, cluster }))),
    },
  );
}

/** A workload with one high risk comes before one with two medium ones. */
const weight = (open: readonly Finding[]): number => open.reduce((sum, { practice }) => sum + practice.risk ** 3, 0);

const line = (subject: Text, { practice, problem }: Finding): Block => ({
  text: say`${RISKS[practice.risk]}: ${practice.about === "containers" ? say`` : say`${subject} `}${problem} (section ${practice.section})`,
});

const small = (unread: readonly string[]): readonly Block[] =>
  unread.length === 0 ? [] : [{ note: say`Not looked at, since you may not read them: ${unread.join(", ")}.` }];

function fixes(object: KubeObject, open: readonly Finding[], namespace: string, cluster: string): readonly Action[] {
  const target = short(object);
  return open.flatMap(({ practice: { id } }) => {
    if (isFixable(id)) return [button(FIXES[id], call(auditFix, { target, practice: id, namespace, cluster }))];
    if (id !== "several-pods") return [];
    return [button("Run two pods", call(scale, { target, replicas: 2, namespace, cluster }))];
  });
}

/** What the article says, once for each section. */
const sections = (open: readonly Finding[], cluster: string): readonly Action[] =>
  [...new Set(open.map(({ practice }) => practice.section))].map((section) =>
    button(`Section ${section}`, call(explain, { question: section, section, cluster })),
  );
