import { z } from "zod";
import { confirm, id, plainText } from "./objects.ts";

// Fields that many elements have in common.

export const named = { action_id: id.optional() };
export const focusable = { focus_on_load: z.boolean().optional() };
export const placeholder = { placeholder: plainText(150).optional() };

/** What can be pressed or chosen. */
export const pressable = { ...named, confirm: confirm.optional() };

/** What opens a list to choose from. */
export const menu = { ...pressable, ...focusable, ...placeholder };
