/** The one modal for all commands: an Invocation with arguments to ask for → inputs; a submitted one → the Invocation. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { Command, Invocation } from "../../../core/command.ts";
import { type ArgDoc, describe } from "../../../core/describe.ts";
import { failedWith } from "../../../core/failure.ts";
import { parse } from "../../../core/parse.ts";
import { say } from "../../../core/text.ts";
import { note } from "../draw/blocks.ts";
import { plainText } from "../draw/buttons.ts";
import { LIMITS } from "../draw/limits.ts";
import { OriginSchema } from "../origin.ts";
import { input, type InputState, valueOf } from "./fields.ts";

export const FORM = "run";

/** What a form has to know when it comes back. Slack carries it, so it is checked then. */
const Metadata = z.strictObject({
  command: z.string(),
  args: z.record(z.string(), z.unknown()),
  ask: z.array(z.string()),
  origin: OriginSchema,
});
export type Form = z.output<typeof Metadata>;

/**
 * Undefined where it would carry more than a modal may: the asker has to type it then.
 * @param mustBeGiven which inputs Slack may not let people leave empty
 */
export function formView(
  command: Command,
  form: Form,
  mustBeGiven = (arg: ArgDoc) => arg.required,
): ModalView | undefined {
  const { name, summary, args } = describe(command);
  const private_metadata = JSON.stringify(form);
  if (private_metadata.length > LIMITS.metadata) return undefined;
  const asked = form.ask.flatMap((ask) => args.filter((arg) => arg.name === ask));
  const known = args.filter((arg) => !form.ask.includes(arg.name) && form.args[arg.name] !== undefined);
  const given = known.map((arg) => `${arg.flag} ${String(form.args[arg.name])}`).join(", ");
  return {
    type: "modal",
    callback_id: FORM,
    private_metadata,
    title: plainText(name, LIMITS.modalTitle),
    submit: plainText("Run", LIMITS.modalTitle),
    close: plainText("Cancel", LIMITS.modalTitle),
    blocks: [
      ...note(say`${summary}`).blocks,
      ...(given === "" ? [] : note(say`With ${given}`).blocks),
      ...asked.map((arg) => input(arg, form.args[arg.name], mustBeGiven(arg))),
    ],
  };
}

/** Undefined for a form that is not ours, or too old for this version. */
export function readMetadata(private_metadata: string): Form | undefined {
  try {
    const parsed = Metadata.safeParse(JSON.parse(private_metadata));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined; // not JSON: not ours
  }
}

export type FormValues = Readonly<Record<string, Readonly<Record<string, InputState>>>>;

/** What was filled in replaces what the form was opened with, also when it was emptied. */
export function fillIn(command: Command, { ask, args }: Pick<Form, "ask" | "args">, values: FormValues): Invocation {
  const filled: Record<string, unknown> = { ...args };
  for (const arg of describe(command).args.filter(({ name }) => ask.includes(name))) {
    const value = valueOf(arg, Object.values(values[arg.name] ?? {})[0]);
    if (value === undefined) delete filled[arg.name];
    else filled[arg.name] = value;
  }
  return { command: command.name, args: filled };
}

/** What is wrong, by input: it is said below the field, while the form is still open. */
export function mistakes(command: Command, invocation: Invocation, ask: readonly string[]): Record<string, string> {
  try {
    parse(command, invocation, {});
    return {};
  } catch (error) {
    if (!failedWith(error, "bad-argument")) return {}; // what is missing the conversation may supply: the road decides
    const arg = describe(command).args.find((one) => one.flag === error.facts.argument);
    return arg && ask.includes(arg.name) ? { [arg.name]: error.facts.problem } : {};
  }
}
