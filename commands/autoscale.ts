import {
  age,
  button,
  call,
  type Context,
  defineCommand,
  eventsOf,
  findWorkload,
  type KubeObject,
  metricsOf,
  onWorkload,
  permissions,
  reply,
  type Reply,
  say,
  short,
  why,
} from "#kit";
import { autoscalerOf, autoscaleSet, SCALABLE } from "./autoscale/set.ts";

/** Scalings that are shown. */
const PAST = 5;

export const autoscale = defineCommand({
  name: "autoscale",
  summary: "Say what an autoscaler aims at, and why it does or does not scale",
  risk: "read",
  needs: [
    ...permissions("get list", "deployments.apps", "statefulsets.apps", "replicasets.apps"),
    ...permissions("list", "horizontalpodautoscalers.autoscaling", "events"),
  ],
  args: onWorkload,
  positional: ["target"],
  examples: ["autoscale cart", "autoscale deploy/cart -n shop"],

  async run(ctx, args): Promise<Reply> {
    const { object } = await findWorkload(ctx, args, SCALABLE);
    const { autoscaler } = await autoscalerOf(ctx, object, args.namespace);
    return shown(ctx, object, autoscaler, args);
  },
});

interface Args {
  readonly target: string;
  readonly namespace: string;
  readonly cluster: string;
}

async function shown(ctx: Context, object: KubeObject, autoscaler: KubeObject, args: Args): Promise<Reply> {
  const { calm, text } = why(autoscaler);
  const { minReplicas = 1, maxReplicas } = autoscaler.spec ?? {};
  const events = await eventsOf(ctx, autoscaler, []);
  const past = events
    .filter(({ reason }) => reason === "SuccessfulRescale")
    .toSorted((a, b) => String(b["lastTimestamp"]).localeCompare(String(a["lastTimestamp"])))
    .slice(0, PAST)
    .map((event) => `${age(event["lastTimestamp"], ctx.now())} ago  ${event["message"]}`);
  const last: string | undefined = autoscaler["status"]?.lastScaleTime;
  const { namespace } = args;
  return (calm ? reply.info : reply.warn)(say`The autoscaler of ${short(object)} ${text}`, {
    body: [
      {
        fields: {
          "Pods now": String(autoscaler["status"]?.currentReplicas ?? "unknown"),
          Between: `${minReplicas} and ${maxReplicas}`,
          ...Object.fromEntries(metricsOf(autoscaler).map((one) => [one.name, `${one.current} of ${one.target}`])),
          "Last scaled": last === undefined ? "never" : `${age(last, ctx.now())} ago`,
        },
      },
      ...(past.length > 0 ? [{ code: past.join("\n") }] : []),
    ],
    actions: [
      button("Change its bounds", call(autoscaleSet, { ...args, min: minReplicas, max: maxReplicas }), {
        ask: ["min", "max", "cpu"],
      }),
      button("Refresh", call(autoscale, args), { inPlace: true }),
    ],
    kubectl: `kubectl describe hpa ${autoscaler.metadata.name} -n ${namespace}`,
  });
}
