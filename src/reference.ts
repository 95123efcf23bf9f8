/** docs/commands.md: every command, as it describes itself. */
import type { Command } from "./core/command.ts";
import { type ArgDoc, describe } from "./core/describe.ts";

const RISK = {
  read: "Looks only.",
  query: "Looks only, but past Kubernetes' rights: a policy rule must allow it.",
  change: "Changes something that survives it.",
  destroy: "Something is gone afterwards.",
};

export function commandReference(commands: readonly Command[]): string {
  const listed = commands.filter((command) => command.listed);
  return [
    "# Commands",
    "",
    "<!-- Generated from commands/ by `npm run generate`. -->",
    "",
    "Say them after `/k8s`, after `@kubemate`, or in `npm run shell`. `<…>` is needed, `[…]` may be left out. A namespace or",
    "cluster that you leave out is the one of the thread, else what you or the channel chose with `use`, else the configuration's.",
    "",
    ...listed.map(({ name, summary }) => `- [\`${name}\`](#${name.replaceAll(" ", "-")}) – ${summary}`),
    ...listed.flatMap(section),
    "",
  ].join("\n");
}

function section(command: Command): readonly string[] {
  const { name, summary, usage, args, examples } = describe(command);
  return [
    "",
    `## ${name}`,
    "",
    `${summary}. ${RISK[command.risk]}`,
    "",
    "```",
    usage,
    "```",
    ...(args.length > 0 ? ["", "| Argument | Meaning |", "|---|---|", ...args.map(line)] : []),
    ...(examples.length > 0 ? ["", `For example: ${examples.map((example) => `\`${example}\``).join(" · ")}`] : []),
    ...(command.needs.length > 0
      ? ["", `Kubernetes rights that you need: ${command.needs.map(right).join(", ")}.`]
      : []),
  ];
}

function line(arg: ArgDoc): string {
  const facts = [
    arg.choices && `one of ${arg.choices.join(", ")}`,
    arg.minimum !== undefined && arg.maximum !== undefined && `${arg.minimum} to ${arg.maximum}`,
    arg.default !== undefined && arg.default !== false && `${JSON.stringify(arg.default)} if left out`,
  ].filter(Boolean);
  return `| \`${arg.flag}\` | ${cell([arg.description, ...facts].join("; "))} |`;
}

/** `get *` is whatever kind is asked for. */
const right = (need: string): string =>
  need.endsWith(" *") ? `\`${need.slice(0, -2)}\` of what you ask for` : `\`${need}\``;

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
