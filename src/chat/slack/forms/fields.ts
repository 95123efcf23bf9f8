/** One argument of a command as an input of a modal, and back. */
import type { InputBlock, PlainTextOption } from "@slack/types";
import type { ArgDoc } from "../../../core/describe.ts";
import { plainText } from "../draw/buttons.ts";
import { oneLine } from "../../../core/visible.ts";
import { LIMITS } from "../draw/limits.ts";

/** Menus with this prefix ask the bot for their options; the kind of argument follows. */
export const SUGGEST = "suggest:";
const VALUE = "value";

/** @param given what is already known: it is filled in, and can be changed */
export function input(arg: ArgDoc, given: unknown, required: boolean): InputBlock {
  const hint = arg.default === undefined ? undefined : plainText(`Default: ${asText(arg.default)}`, LIMITS.option);
  return {
    type: "input",
    block_id: arg.name,
    optional: !required || arg.type === "boolean",
    label: plainText(arg.description || arg.flag, LIMITS.option),
    ...(hint && { hint }),
    element: element(arg, given === undefined ? "" : asText(given)),
  };
}

function element(arg: ArgDoc, given: string): InputBlock["element"] {
  const filled = given === "" ? {} : { initial_value: given };
  if (arg.type === "boolean") {
    const options = [{ ...option("Yes"), value: "true" }];
    const ticked = given === "" ? arg.default === true : given === "true";
    return { type: "checkboxes", action_id: VALUE, options, ...(ticked && { initial_options: options }) };
  }
  if (arg.choices) {
    const chosen = arg.choices.includes(given) ? { initial_option: option(given) } : {};
    return {
      type: "static_select",
      action_id: VALUE,
      options: arg.choices.slice(0, LIMITS.options).map(option),
      ...chosen,
    };
  }
  if (arg.type === "integer" || arg.type === "number") {
    const { minimum, maximum } = arg;
    // Slack refuses the whole form for a number in it that is none, or out of bounds.
    const fits = given !== "" && Number(given) >= (minimum ?? -Infinity) && Number(given) <= (maximum ?? Infinity);
    return {
      type: "number_input",
      action_id: VALUE,
      is_decimal_allowed: arg.type === "number",
      ...(minimum !== undefined && { min_value: String(minimum) }),
      ...(maximum !== undefined && { max_value: String(maximum) }),
      ...(fits && filled),
    };
  }
  if (arg.suggest && fitsOption(given)) {
    // From the first character on nobody waits; with none the menu opens with everything there is.
    return {
      type: "external_select",
      action_id: `${SUGGEST}${arg.suggest}`,
      min_query_length: 0,
      ...(given && { initial_option: option(given) }),
    };
  }
  return { type: "plain_text_input", action_id: VALUE, multiline: given.includes("\n"), ...filled };
}

/** Arguments are what JSON can hold. */
const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

export const option = (value: string): PlainTextOption => ({ text: plainText(value, LIMITS.option), value });

/** A menu shows what it sends back, so both have to be the whole name. */
export const fitsOption = (value: string): boolean => value.length <= LIMITS.option && value === oneLine(value);

/** What Slack keeps of an input, whatever kind of input it is. */
export interface InputState {
  readonly value?: string | null | undefined;
  readonly selected_option?: { readonly value: string } | null | undefined;
  readonly selected_options?: readonly { readonly value: string }[] | undefined;
}

/** What was typed or chosen, unless it is nothing. */
export const textOf = (state: InputState | undefined): string | undefined =>
  (state?.selected_option?.value ?? state?.value)?.trim() || undefined;

/** Undefined where nothing was filled in. */
export function valueOf(arg: ArgDoc, state: InputState | undefined): string | number | boolean | undefined {
  if (arg.type === "boolean") return state?.selected_options?.length ? true : arg.default === true ? false : undefined;
  const text = textOf(state);
  if (text === undefined) return undefined;
  return (arg.type === "integer" || arg.type === "number") && Number.isFinite(Number(text)) ? Number(text) : text;
}
