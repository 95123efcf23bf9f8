import { z } from "zod";
import { pressable } from "./fields.ts";
import { inputs } from "./inputs.ts";
import { overflow, selects } from "./menus.ts";
import { plainText, slackFile, url } from "./objects.ts";
import { pickers } from "./pickers.ts";

export const imageFields = {
  image_url: url.optional(),
  slack_file: slackFile.optional(),
  alt_text: z.string().max(2000),
};
export const hasOneSource = (it: { image_url?: unknown; slack_file?: unknown }) =>
  (it.image_url === undefined) !== (it.slack_file === undefined);
export const oneSourceError = { error: "must define either `image_url` or `slack_file`" };

export const image = z.strictObject({ type: z.literal("image"), ...imageFields }).refine(hasOneSource, oneSourceError);

const button = z.strictObject({
  type: z.literal("button"),
  ...pressable,
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: url.optional(),
  style: z.enum(["primary", "danger"]).optional(),
  accessibility_label: z.string().max(75).optional(),
});

/** Beside the text of a section. */
export const accessory = z.discriminatedUnion("type", [button, image, overflow, ...selects, ...pickers]);
/** In an actions block. */
export const actionElement = z.discriminatedUnion("type", [button, overflow, ...selects, ...pickers]);
/** In an input block. */
export const inputElement = z.discriminatedUnion("type", [...inputs, ...selects, ...pickers]);
