/**
 * A command, declared once. Help, docs, the Slack manifest, RBAC, completion, forms and policy are all read off this
 * one value; see describe.ts.
 */
import { z } from "zod";
import type { Change } from "./change.ts";
import type { Context } from "./context.ts";
import type { Reply } from "./reply.ts";

/** read: looks. change: the workload survives it. destroy: something is gone. Policy decides what each one costs. */
/** `query`: to ask Prometheus in one's own words, which knows no Kubernetes rights and shows every namespace's numbers. */
export type Risk = "read" | "query" | "change" | "destroy";

export type Verb = "get" | "list" | "watch" | "create" | "patch" | "delete";

/**
 * One Kubernetes permission: a verb, then resource[.group][/subresource], as in "patch deployments.apps/scale".
 * `*` as the resource means every kind that the configuration lets people read; it is allowed for get and list only.
 */
export type Permission = `${Verb} ${string}`;

/** permissions("get list", "pods", "nodes"): every verb on every resource. */
export const permissions = (verbs: string, ...resources: readonly string[]): readonly Permission[] =>
  verbs.split(" ").flatMap((verb) => resources.map((resource): Permission => `${verb as Verb} ${resource}`));

/** The kinds that have a rollout. */
export const ROLLING = ["deployments.apps", "statefulsets.apps", "daemonsets.apps"] as const;

/** A picture, a change for the road to carry out, or a series of whole pictures: each Reply replaces the one before. */
export type Answer = Promise<Reply | Change> | AsyncIterable<Reply>;

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly risk: Risk;
  readonly needs: readonly Permission[];
  readonly args: z.ZodObject;
  readonly positional: readonly string[];
  readonly examples: readonly string[];
  /** False for what only buttons say (confirm, cancel): left out of help and of the command builder. */
  readonly listed: boolean;
  /** True for the one command that takes a whole question, without its own name before it. */
  readonly questions?: boolean;
  // biome-ignore lint: the registry holds commands of every shape; CommandOf keeps the shape where it matters.
  run(ctx: Context, args: any): Answer;
}

/** A command whose argument shape the compiler still knows. */
export interface CommandOf<Shape extends z.ZodRawShape> extends Command {
  readonly args: z.ZodObject<Shape, z.core.$strict>;
}

interface Declaration<Shape extends z.ZodRawShape> extends Omit<Command, "args" | "positional" | "run" | "listed"> {
  readonly args: Shape;
  readonly positional: readonly (keyof Shape & string)[];
  readonly listed?: boolean;
  run(ctx: Context, args: z.output<z.ZodObject<Shape>>): Answer;
}

/** A command and its arguments as JSON: what a typed line, a button, a form and an approval all become. */
export interface Invocation {
  readonly command: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export function defineCommand<const Shape extends z.ZodRawShape>(declaration: Declaration<Shape>): CommandOf<Shape> {
  return { listed: true, ...declaration, args: z.strictObject(declaration.args) };
}

/** A checked reference to a command: the compiler knows what `command` takes. Undefined values are left out. */
export function call<Shape extends z.ZodRawShape>(
  command: CommandOf<Shape>,
  args: { readonly [K in keyof z.input<z.ZodObject<Shape>>]?: z.input<z.ZodObject<Shape>>[K] | undefined },
): Invocation {
  return { command: command.name, args: JSON.parse(JSON.stringify(args)) };
}
