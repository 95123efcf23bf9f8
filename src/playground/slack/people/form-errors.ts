import { asText, isJson, type Json } from "../json.ts";
import { valueField } from "../workspace/state.ts";
import type { View } from "../workspace/views.ts";

/** What Slack itself says of a form before it sends it: block id → sentence. Empty when all is well. */
export function formErrors(view: View): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of view.blocks) {
    const element = block["element"];
    if (!isJson(element)) continue;
    const blockId = String(block["block_id"]);
    const state = view.state.values[blockId]?.[String(element["action_id"])] ?? {};
    const value = state[valueField(element["type"]) ?? ""];
    const error = isEmpty(value) ? (block["optional"] === true ? undefined : required) : lengthError(element, value);
    if (error) errors[blockId] = error;
  }
  return errors;
}

const required = "Please complete this required field.";

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function lengthError(element: Json, value: unknown): string | undefined {
  const text = String(value);
  const [min, max] = [element["min_length"], element["max_length"]];
  if (typeof min === "number" && text.length < min) return `This entry needs at least ${min} characters.`;
  if (typeof max === "number" && text.length > max) return `This entry may have at most ${max} characters.`;
  return element["type"] === "number_input" ? numberError(element, text) : undefined;
}

function numberError(element: Json, text: string): string | undefined {
  const number = Number(text);
  if (Number.isNaN(number)) return "This entry has to be a number.";
  if (element["is_decimal_allowed"] === false && !Number.isInteger(number))
    return "This entry has to be a whole number.";
  if (element["min_value"] !== undefined && number < Number(element["min_value"])) {
    return `This entry has to be at least ${asText(element["min_value"])}.`;
  }
  if (element["max_value"] !== undefined && number > Number(element["max_value"])) {
    return `This entry has to be at most ${asText(element["max_value"])}.`;
  }
  return undefined;
}
