import {
  button,
  type Command,
  defineCommand,
  describe,
  Failure,
  type Invocation,
  literal,
  reply,
  type Reply,
  say,
  z,
} from "#kit";

export const help = defineCommand({
  name: "help",
  summary: "Show what you can say here",
  risk: "read",
  needs: [],
  args: {
    command: z
      .string()
      .optional()
      .meta({ description: "A command, for its arguments and examples", rest: true, suggest: "command" }),
  },
  positional: ["command"],
  examples: ["help", "help rollout undo"],

  async run(ctx, { command: name }): Promise<Reply> {
    const listed = ctx.commands.filter((command) => command.listed);
    if (!name) return overview(listed); // `help ""` too
    const command = listed.find((one) => one.name === name.toLowerCase());
    if (!command)
      throw new Failure("unknown-command", {
        word: name,
        near: listed.filter((one) => one.name.startsWith(name)).map((one) => one.name),
      });
    return one(command);
  },
});

function overview(commands: readonly Command[]): Reply {
  return reply.info(say`What you can say here`, {
    body: [
      { fields: Object.fromEntries(commands.map((command) => [command.name, command.summary])) },
      {
        note: say`${literal("Namespace: `-n shop`. Cluster: `@staging`. A bare `/k8s` opens a form. `help scale` tells more.")}`,
      },
    ],
  });
}

function one(command: Command): Reply {
  const doc = describe(command);
  const args = doc.args.map((arg) => [
    arg.flag,
    `${arg.description}${arg.default === undefined ? "" : ` (${JSON.stringify(arg.default)} if you say nothing)`}`,
  ]);
  const form: Invocation = { command: command.name, args: {} };
  const required = doc.args.filter((arg) => arg.required && arg.suggest !== "cluster").map((arg) => arg.name);
  return reply.info(say`${doc.summary}`, {
    body: [
      { code: doc.usage },
      ...(args.length > 0 ? [{ fields: Object.fromEntries(args) }] : []),
      ...(doc.examples.length > 0 ? [{ note: say`For example:` }, { code: doc.examples.join("\n") }] : []),
    ],
    actions: required.length > 0 ? [button("Open its form", form, { ask: required })] : [],
  });
}
