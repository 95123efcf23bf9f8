import {
  type Action,
  button,
  call,
  defineCommand,
  duration,
  Failure,
  type LogQuery,
  type Logs,
  milliseconds,
  onWorkload,
  permissions,
  reply,
  type Reply,
  ROLLING,
  say,
  z,
} from "#kit";

export const logs = defineCommand({
  name: "logs",
  summary: "Show, search or follow the log of a workload",
  risk: "read",
  needs: permissions("get list", ...ROLLING, "replicasets.apps", "jobs.batch", "pods").concat("get pods/log"),
  args: {
    ...onWorkload,
    container: z
      .string()
      .optional()
      .meta({ description: "Container, where a pod has several", short: "c", natural: true }),
    since: duration().optional().meta({ description: "Only the last 15m, 1h30m, …", natural: true }),
    tail: z
      .int()
      .min(1)
      .max(5000)
      .default(100)
      .meta({ description: "How many lines to keep, from the end", natural: true }),
    previous: z
      .boolean()
      .default(false)
      .meta({ description: "The run before the last restart", short: "p", natural: true }),
    follow: z.boolean().default(false).meta({ description: "Keep watching", short: "f", natural: true }),
    grep: z
      .string()
      .min(1)
      .max(256)
      .optional()
      .meta({ description: "Only lines with these words, taken literally", rest: true, natural: true }),
    pattern: z
      .string()
      .min(1)
      .max(256)
      .optional()
      .meta({ description: "Only lines that match this regular expression", rest: true, natural: true }),
  },
  positional: ["target"],
  examples: [
    "logs web",
    "logs deploy/checkout since 15m grep connection refused",
    "logs web previous",
    "logs web follow",
  ],

  async *run(ctx, args): AsyncGenerator<Reply> {
    if (args.grep !== undefined && args.pattern !== undefined)
      throw new Failure("refused", { because: say`Search for words or for a pattern, not both.` });
    if (args.follow && args.previous)
      throw new Failure("refused", { because: say`The previous run has ended: leave out ${"follow"}.` });
    const query: LogQuery = {
      namespace: args.namespace,
      target: args.target,
      container: args.container,
      since: args.since === undefined ? undefined : milliseconds(args.since),
      previous: args.previous,
      keep: args.tail,
      grep:
        args.grep === undefined
          ? args.pattern === undefined
            ? undefined
            : { pattern: args.pattern }
          : { literal: args.grep },
    };
    const actions = buttons(args);
    if (!args.follow) return yield picture(args, await ctx.cluster.logs(query, ctx.signal), { actions });
    let last: Logs | undefined;
    for await (const now of ctx.cluster.follow(query, ctx.signal)) {
      last = now;
      yield picture(args, now, { live: true });
    }
    if (last) yield picture(args, last, { actions });
  },
});

type Args = z.output<typeof logs.args>;

function picture(
  args: Args,
  found: Logs,
  rest: { readonly actions?: readonly Action[]; readonly live?: boolean },
): Reply {
  const { lines, matched, pods, container, others, unread } = found;
  const several = pods.length > 1;
  const code = lines.map((line) => (several ? `${line.pod}  ${line.text}` : line.text)).join("\n");
  const what = args.grep ?? args.pattern;
  const searched = what === undefined ? say`` : say` with ${what}`;
  const from = several ? say`${args.target} (${pods.length} pods)` : say`${pods[0] ?? args.target}`;
  const title =
    lines.length === 0
      ? say`${from}: no lines${searched}${args.since ? say` in the last ${args.since}` : say``}`
      : say`${from}: ${matched > lines.length ? say`the last ${lines.length} of ${matched} lines` : say`${lines.length} lines`}${searched}`;
  return (unread.length > 0 ? reply.warn : reply.info)(title, {
    body: [
      ...(lines.length > 0
        ? [{ code, keep: "end" as const, file: `${pods[0] ?? args.target.replace("/", "-")}.log` }]
        : []),
      ...unread.map(({ pod, reason }) => ({ text: say`${pod}: ${reason}` })),
      ...(others.length > 0 ? [{ note: say`Container ${container}; there is also ${others.join(", ")}.` }] : []),
    ],
    kubectl: spelled(args, container),
    ...rest,
  });
}

function buttons(args: Args): readonly Action[] {
  const { follow: _, previous, ...rest } = args;
  return [
    button("Refresh", call(logs, args), { inPlace: true }),
    ...(previous
      ? [button("Current run", call(logs, rest))]
      : [
          button("Follow", call(logs, { ...rest, follow: true })),
          button("Previous run", call(logs, { ...rest, previous: true })),
        ]),
  ];
}

function spelled(args: Args, container: string): string {
  const search =
    args.grep !== undefined
      ? ` | grep -F '${args.grep}'`
      : args.pattern !== undefined
        ? ` | grep -E '${args.pattern}'`
        : "";
  return (
    [
      `kubectl logs ${args.target} -n ${args.namespace}`,
      container !== "" && `-c ${container}`,
      args.since && `--since=${args.since}`,
      search === "" ? `--tail=${args.tail}` : false,
      args.previous && "--previous",
      args.follow && "-f",
    ]
      .filter(Boolean)
      .join(" ") + search
  );
}
