import { z } from "zod";
import { focusable, menu, pressable } from "./fields.ts";
import { initialError, offersInitial } from "./menus.ts";
import { markdownOption } from "./objects.ts";

const options = { ...pressable, ...focusable, options: z.array(markdownOption).min(1).max(10) };

const checkboxes = z
  .strictObject({
    type: z.literal("checkboxes"),
    ...options,
    initial_options: z.array(markdownOption).min(1).max(10).optional(),
  })
  .refine(offersInitial, initialError);
const radioButtons = z
  .strictObject({ type: z.literal("radio_buttons"), ...options, initial_option: markdownOption.optional() })
  .refine(offersInitial, initialError);

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const datepicker = z.strictObject({ type: z.literal("datepicker"), ...menu, initial_date: date.optional() });
const time = z.string().regex(/^\d{2}:\d{2}$/);
const timepicker = z.strictObject({
  type: z.literal("timepicker"),
  ...menu,
  initial_time: time.optional(),
  timezone: z.string().optional(),
});
const datetimepicker = z.strictObject({
  type: z.literal("datetimepicker"),
  ...pressable,
  ...focusable,
  initial_date_time: z.number().int().optional(),
});

export const pickers = [checkboxes, radioButtons, datepicker, timepicker, datetimepicker] as const;
