import {
  age,
  type Block,
  button,
  call,
  type Context,
  defineCommand,
  environment,
  eventsOf,
  failedWith,
  findObject,
  fold,
  inNamespace,
  type KubeObject,
  ownersOf,
  permissions,
  podsOf,
  reply,
  type Reply,
  ROLLING,
  say,
  short,
  verdict,
  z,
} from "#kit";
import { events } from "./events.ts";
import { logs } from "./logs.ts";

export const describe = defineCommand({
  name: "describe",
  summary: "Say whether an object is healthy, and what is wrong with it",
  risk: "read",
  needs: ["get *", "get pods/log", ...permissions("list", ...ROLLING, "pods", "events")],
  args: {
    what: z
      .string()
      .min(1)
      .meta({ description: "Workload, or kind and name, such as web or node/n1", suggest: "workload" }),
    name: z.string().optional().meta({ description: "The object's name, when the first word is a kind" }),
    ...inNamespace,
  },
  positional: ["what", "name"],
  examples: ["describe web", "describe deploy/web -n shop", "describe service web"],

  async run(ctx, { what, name, namespace, cluster }): Promise<Reply> {
    const { object, kind } = await findObject(ctx, { what, name, namespace });
    const pods = await podsOf(ctx, object);
    const [happenings, owners] = await Promise.all([eventsOf(ctx, object, pods), ownersOf(ctx, object)]);
    const now = ctx.now();
    const { healthy, text, evidence } = verdict({ object, pods, events: happenings, now });

    const target = short(object);
    const runs = pods.length > 0 || object.kind === "Pod";
    return (healthy ? reply.ok : reply.warn)(say`${target} ${text}`, {
      body: [
        ...(evidence.length > 0 ? [{ code: evidence.join("\n") }] : []),
        ...(await lastWords(ctx, object.kind === "Pod" ? [object] : pods)),
        ...facts(object, now),
        ...conditions(object),
        ...containers(object),
        ...recent(happenings, now),
        ...(owners.length > 0 ? [{ note: say`Owned by ${owners.map(short).join(" ← ")}` }] : []),
      ],
      actions: [
        ...(runs ? [button("Logs", call(logs, { target, namespace, cluster }))] : []),
        button("Events", call(events, { what: target, namespace, cluster })),
        button("Refresh", call(describe, { what, name, namespace, cluster }), { inPlace: true }),
      ],
      kubectl: `kubectl describe ${kind.resource} ${object.metadata.name}${kind.namespaced ? ` -n ${namespace}` : ""}`,
    });
  },
});

/** What a crashing container logged before it ended: the line that people look for next. */
async function lastWords(ctx: Context, pods: readonly KubeObject[]): Promise<Block[]> {
  for (const { metadata, status } of pods) {
    const crashing = (status?.containerStatuses ?? []).find(
      (one: { state?: { waiting?: { reason?: string } } }) => one.state?.waiting?.reason === "CrashLoopBackOff",
    );
    if (!crashing) continue;
    try {
      const query = {
        namespace: metadata.namespace ?? "default",
        target: `pod/${metadata.name}`,
        previous: true,
        keep: 3,
      };
      const { lines } = await ctx.cluster.logs({ ...query, container: crashing.name }, ctx.signal);
      const code = lines.map((line) => line.text).join("\n");
      return code === "" ? [] : [{ note: say`Its last words:` }, { code, keep: "end" }];
    } catch (error) {
      if (failedWith(error, "forbidden") || failedWith(error, "not-found")) return []; // the verdict stands without them
      throw error;
    }
  }
  return [];
}

/** The few facts that people scroll for in kubectl's two screens. Which ones there are depends on the kind. */
function facts({ metadata, spec = {}, status = {} }: KubeObject, now: number): Block[] {
  const ports = (spec.ports ?? []).map(
    (port: { port: number; targetPort?: number | string }) => `${port.port}→${port.targetPort ?? port.port}`,
  );
  const all: Record<string, string | undefined> = {
    Age: age(metadata.creationTimestamp, now),
    Namespace: metadata.namespace,
    Replicas:
      spec.replicas === undefined
        ? undefined
        : `${status.availableReplicas ?? status.readyReplicas ?? 0} of ${spec.replicas} available`,
    Strategy: spec.strategy?.type ?? spec.updateStrategy?.type,
    Revision: metadata.annotations?.["deployment.kubernetes.io/revision"],
    Node: spec.nodeName,
    "Pod IP": status.podIP,
    "Cluster IP": spec.clusterIP,
    Ports: ports.length > 0 ? ports.join(", ") : undefined,
    Kubelet: status.nodeInfo?.kubeletVersion,
    Runtime: status.nodeInfo?.containerRuntimeVersion,
  };
  return [
    {
      fields: Object.fromEntries(
        Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
    },
  ];
}

function conditions({ status = {} }: KubeObject): Block[] {
  if (!Array.isArray(status.conditions) || status.conditions.length === 0) return [];
  const rows = status.conditions.map((one: Record<string, string>) => [
    one.type ?? "",
    one.status ?? "",
    one.reason ?? "",
  ]);
  return [{ table: { columns: ["CONDITION", "STATUS", "REASON"], rows } }];
}

function containers({ spec = {} }: KubeObject): Block[] {
  const template = spec.template?.spec ?? spec;
  const lines = (template.containers ?? []).map((container: { name: string; image: string }) => {
    const variables = environment(container);
    return [`${container.name}  ${container.image}`, ...variables.map((line) => `  ${line}`)].join("\n");
  });
  return lines.length > 0 ? [{ code: lines.join("\n") }] : [];
}

function recent(happenings: readonly KubeObject[], now: number): Block[] {
  const lines = fold(happenings)
    .slice(0, 5)
    .map((one) => `${age(one.last, now)} ago  ${one.reason}${one.count > 1 ? ` ×${one.count}` : ""}  ${one.message}`);
  return lines.length > 0 ? [{ note: say`Latest events, warnings first:` }, { code: lines.join("\n") }] : [];
}
