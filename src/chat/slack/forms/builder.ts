/** The command builder: choose a command, then fill in its form. For people who do not know the words yet. */
import type { ModalView } from "@slack/types";
import type { Command } from "../../../core/command.ts";
import type { Scope } from "../../../core/context.ts";
import { type ArgDoc, describe } from "../../../core/describe.ts";
import { plainText } from "../draw/buttons.ts";
import { LIMITS } from "../draw/limits.ts";
import type { Origin } from "../origin.ts";
import { option } from "./fields.ts";
import { type Form, formView } from "./form.ts";

/** The menu of commands; choosing from it turns the modal into that command's form. */
export const BUILD = "build";

/** @param scope what the conversation is about: it is filled in */
export function builderView(commands: readonly Command[], origin: Origin, scope: Scope): ModalView {
  const options = commands
    .filter((command) => command.listed)
    .slice(0, LIMITS.options)
    .map(({ name, summary }) => ({ ...option(name), description: plainText(summary, LIMITS.option) }));
  const start: Form = { command: "", args: { ...scope }, ask: [], origin };
  return {
    type: "modal",
    callback_id: BUILD,
    private_metadata: JSON.stringify(start),
    title: plainText("kubemate", LIMITS.modalTitle),
    close: plainText("Cancel", LIMITS.modalTitle),
    blocks: [
      {
        type: "section",
        text: { type: "mrkdwn", text: "What do you want to do?", verbatim: true },
        accessory: {
          type: "static_select",
          action_id: BUILD,
          placeholder: plainText("Choose a command", 150),
          options,
        },
      },
    ],
  };
}

/** What the command is about has to be said; namespace and cluster are filled in from the conversation when left empty. */
const isSubject = (arg: ArgDoc): boolean => arg.required && arg.positional;

/** The form of the chosen command, with all that it takes, its subject first. */
export function chosenView(command: Command, { args, origin }: Form): ModalView | undefined {
  const docs = describe(command).args.toSorted((a, b) => Number(isSubject(b)) - Number(isSubject(a)));
  const fitting = Object.entries(args).filter(([name]) => docs.some((arg) => arg.name === name));
  const form = { command: command.name, args: Object.fromEntries(fitting), ask: docs.map((arg) => arg.name), origin };
  return formView(command, form, isSubject);
}
