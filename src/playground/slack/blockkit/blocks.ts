import { z } from "zod";
import {
  accessory,
  actionElement,
  hasOneSource,
  image as imageElement,
  imageFields,
  inputElement,
  oneSourceError,
} from "./elements.ts";
import { anyText, mrkdwn, plainText } from "./objects.ts";
import { richText } from "./rich-text.ts";

const blockId = { block_id: z.string().max(255).optional() };

const section = z
  .strictObject({
    type: z.literal("section"),
    ...blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((it) => it.text !== undefined || it.fields !== undefined, {
    error: "must define either `text` or `fields`",
  });

const header = z.strictObject({ type: z.literal("header"), ...blockId, text: plainText(150) });
const divider = z.strictObject({ type: z.literal("divider"), ...blockId });
const context = z.strictObject({
  type: z.literal("context"),
  ...blockId,
  elements: z
    .array(z.discriminatedUnion("type", [plainText(), mrkdwn(), imageElement]))
    .min(1)
    .max(10),
});
const actions = z.strictObject({
  type: z.literal("actions"),
  ...blockId,
  elements: z.array(actionElement).min(1).max(25),
});
const image = z
  .strictObject({ type: z.literal("image"), ...blockId, ...imageFields, title: plainText(2000).optional() })
  .refine(hasOneSource, oneSourceError);
const input = z.strictObject({
  type: z.literal("input"),
  ...blockId,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
});
const markdown = z.strictObject({ type: z.literal("markdown"), ...blockId, text: z.string().min(1).max(12_000) });

const cell = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("raw_text"), text: z.string().min(1) }),
  z.strictObject({ type: z.literal("raw_number"), value: z.number(), text: z.string().min(1).optional() }),
  richText,
]);
const table = z.strictObject({
  type: z.literal("table"),
  ...blockId,
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({ align: z.enum(["left", "center", "right"]).optional(), is_wrapped: z.boolean().optional() })
        .nullable(),
    )
    .max(20)
    .optional(),
});

const everywhere = [section, header, divider, context, actions, image, input, richText] as const;

export const messageBlock = z.discriminatedUnion("type", [...everywhere, markdown, table]);
export const viewBlock = z.discriminatedUnion("type", everywhere);
