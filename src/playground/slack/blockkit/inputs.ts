import { z } from "zod";
import { focusable, named, placeholder } from "./fields.ts";

const trigger = z.enum(["on_enter_pressed", "on_character_entered"]);
const input = {
  ...named,
  ...focusable,
  ...placeholder,
  dispatch_action_config: z.strictObject({ trigger_actions_on: z.array(trigger).optional() }).optional(),
};

const plainTextInput = z.strictObject({
  type: z.literal("plain_text_input"),
  ...input,
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(3000).optional(),
  max_length: z.number().int().min(1).max(3000).optional(),
});
const numberInput = z.strictObject({
  type: z.literal("number_input"),
  ...input,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});
const initialValue = { initial_value: z.string().optional() };
const emailInput = z.strictObject({ type: z.literal("email_text_input"), ...input, ...initialValue });
const urlInput = z.strictObject({ type: z.literal("url_text_input"), ...input, ...initialValue });

export const inputs = [plainTextInput, numberInput, emailInput, urlInput] as const;
