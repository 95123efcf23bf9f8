/** A command as data. Help, docs, the manifest, completion and forms read this and never look inside zod. */
import { z } from "zod";
import type { Command } from "./command.ts";

export interface ArgDoc {
  /** As the code spells it: allNamespaces */
  readonly name: string;
  /** As people type it: all-namespaces */
  readonly flag: string;
  readonly type: "string" | "integer" | "number" | "boolean";
  readonly required: boolean;
  readonly positional: boolean;
  readonly description: string;
  readonly default?: unknown;
  readonly choices?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** Where suggestions come from: "workload", "namespace", "kind", "cluster", "pod", "command". */
  readonly suggest?: string;
  /** kubectl's one-letter form, without the dash. */
  readonly short?: string;
  /** Takes the remainder of the line verbatim. */
  readonly rest?: boolean;
  /** May be said as a bare word: `logs web since 15m follow`. */
  readonly natural?: boolean;
}

export interface CommandDoc {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly args: readonly ArgDoc[];
  readonly examples: readonly string[];
}

const known = new WeakMap<Command, CommandDoc>();

/** Computed once for each command: reading a schema takes longer than everything else on the way to an answer. */
export function describe(command: Command): CommandDoc {
  const doc = known.get(command) ?? read(command);
  known.set(command, doc);
  return doc;
}

/** What z.toJSONSchema gives for one argument, our own `.meta()` included. */
interface Property extends Partial<Omit<ArgDoc, "type">> {
  readonly type: ArgDoc["type"];
  readonly enum?: readonly string[];
}

function read(command: Command): CommandDoc {
  const schema = z.toJSONSchema(command.args, { io: "input", unrepresentable: "any" }) as unknown as {
    readonly properties?: Readonly<Record<string, Property>>;
    readonly required?: readonly string[];
  };
  const args = Object.entries(schema.properties ?? {}).map(
    ([name, p]): ArgDoc => ({
      name,
      flag: kebab(name),
      type: p.type,
      required: schema.required?.includes(name) ?? false,
      positional: command.positional.includes(name),
      description: p.description ?? "",
      ...(p.default !== undefined && { default: p.default }),
      ...(p.enum && { choices: p.enum }),
      ...(p.minimum !== undefined && { minimum: p.minimum }),
      ...(p.maximum !== undefined && { maximum: p.maximum }),
      ...(p.suggest && { suggest: p.suggest }),
      ...(p.short && { short: p.short }),
      ...(p.rest && { rest: true }),
      ...(p.natural && { natural: true }),
    }),
  );
  return {
    name: command.name,
    summary: command.summary,
    usage: usage(command, args),
    args,
    examples: command.examples,
  };
}

/** scale <target> <replicas> [-n namespace] [@cluster] */
function usage(command: Command, args: readonly ArgDoc[]): string {
  const positional = command.positional.flatMap((name) => args.filter((arg) => arg.name === name));
  const options = args.filter((arg) => !arg.positional);
  return [
    command.name,
    ...positional.map((arg) => (arg.required ? `<${arg.flag}>` : `[${arg.flag}]`)),
    ...options.map((arg) => `[${option(arg)}]`),
  ].join(" ");
}

function option(arg: ArgDoc): string {
  if (arg.suggest === "cluster") return "@cluster";
  const flag = arg.natural ? arg.flag : arg.short ? `-${arg.short}` : `--${arg.flag}`;
  if (arg.type === "boolean") return flag;
  return `${flag} ${arg.choices ? arg.choices.join("|") : `<${arg.flag}>`}`;
}

export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
