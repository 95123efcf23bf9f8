import {
  type Change,
  defineCommand,
  Failure,
  FIGURES_NEEDS,
  findWorkload,
  type KubeObject,
  onWorkload,
  patching,
  permissions,
  type Reply,
  say,
  short,
  warn,
  z,
} from "#kit";

/** What is mechanical: practices whose cure needs no number that only the team knows. With what the button says. */
export const FIXES = {
  "no-pod-less": "Keep all pods in updates",
  "privilege-escalation": "Forbid more rights",
} as const;
type Fixable = keyof typeof FIXES;

export const isFixable = (practice: string): practice is Fixable => practice in FIXES;

export const auditFix = defineCommand({
  name: "audit fix",
  summary: "Change a workload so that it follows one of the article's practices",
  risk: "change",
  listed: false,
  needs: [
    ...FIGURES_NEEDS,
    ...permissions("get list", "deployments.apps", "statefulsets.apps", "daemonsets.apps", "replicasets.apps"),
    ...permissions("patch watch", "deployments.apps", "statefulsets.apps", "daemonsets.apps"),
  ],
  args: {
    ...onWorkload,
    practice: z.enum(["no-pod-less", "privilege-escalation"]).meta({ description: "Which practice" }),
  },
  positional: ["target", "practice"],
  examples: ["audit fix web no-pod-less"],

  async run(ctx, { target, practice, namespace }): Promise<Reply | Change> {
    const { object, kind } = await findWorkload(ctx, { target, namespace }, ["Deployment", "StatefulSet", "DaemonSet"]);
    const name = short(object);
    const { set, says } = practice === "no-pod-less" ? keepAll(object) : forbidMore(object);
    if (Object.keys(set).length === 0)
      throw new Failure("refused", { because: say`${name} follows that already; nothing to do.` });
    return patching(ctx, kind, object, {
      set,
      title: say`${says} of ${name}`,
      done: say`${name} follows it now`,
      label: FIXES[practice],
      warnings: warn.managed(object),
      follow: "rollout",
      kubectl: `kubectl patch ${name} -n ${namespace} --type=json -p '${JSON.stringify(operations(set))}'`,
    });
  },
});

interface Cure {
  readonly set: Readonly<Record<string, unknown>>;
  readonly says: string;
}

/** Kubernetes refuses 0 for both, and without a surge nothing could be replaced. */
function keepAll({ kind, spec }: KubeObject): Cure {
  const says = "Keep all pods during an update";
  if (kind !== "Deployment") throw new Failure("refused", { because: say`Only a Deployment is updated that way.` });
  const { type = "RollingUpdate", rollingUpdate = {} } = spec?.strategy ?? {};
  if (type !== "RollingUpdate")
    throw new Failure("refused", { because: say`It is updated by ${type}, and somebody will have had a reason.` });
  const surge = String(rollingUpdate.maxSurge ?? "25%");
  return {
    says,
    set: {
      ...(String(rollingUpdate.maxUnavailable ?? "25%") !== "0" && {
        "/spec/strategy/rollingUpdate/maxUnavailable": 0,
      }),
      ...(/^0%?$/.test(surge) && { "/spec/strategy/rollingUpdate/maxSurge": 1 }),
    },
  };
}

function forbidMore({ spec }: KubeObject): Cure {
  const containers: readonly { securityContext?: { allowPrivilegeEscalation?: boolean } }[] =
    spec?.template?.spec?.containers ?? [];
  const paths = containers.flatMap(({ securityContext }, i) =>
    securityContext?.allowPrivilegeEscalation === false
      ? []
      : [`/spec/template/spec/containers/${i}/securityContext/allowPrivilegeEscalation`],
  );
  return { says: "Forbid more rights in the containers", set: Object.fromEntries(paths.map((path) => [path, false])) };
}

const operations = (set: Readonly<Record<string, unknown>>) =>
  Object.entries(set).map(([path, value]) => ({ op: "add", path, value }));
