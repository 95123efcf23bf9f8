import { z } from "zod";
import { SlackError, complaints } from "../errors.ts";
import { isJson } from "../json.ts";
import type { ViewContent } from "../workspace/views.ts";
import { complaintsAboutViewBlocks } from "./check.ts";
import { complaint } from "./complaint.ts";
import { plainText } from "./objects.ts";

const viewMaxBytes = 250_000;

const fields = {
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  external_id: z.string().max(255).optional(),
  blocks: z.array(z.unknown()),
};
const modal = z.strictObject({
  type: z.literal("modal"),
  title: plainText(24),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  ...fields,
});
const home = z.strictObject({ type: z.literal("home"), ...fields });
const anyView = z.discriminatedUnion("type", [modal, home]);

/**
 * Refuses what Slack would refuse of a view.
 * @throws SlackError invalid_arguments or view_too_large
 */
export function checkView(view: unknown, type: "modal" | "home"): ViewContent {
  const result = anyView.safeParse(view);
  const found = result.success
    ? complaintsAboutViewBlocks(result.data.blocks)
    : result.error.issues.map((issue) => complaint(issue, "/view"));
  if (result.success && result.data.type !== type) found.push(`must be a ${type} [json-pointer:/view/type]`);
  if (result.success && result.data.type === "modal" && !result.data.submit && hasInput(result.data.blocks)) {
    found.push("missing required field: submit [json-pointer:/view]");
  }
  if (found.length > 0) throw new SlackError("invalid_arguments", complaints(found));
  if (Buffer.byteLength(JSON.stringify(view)) > viewMaxBytes) throw new SlackError("view_too_large");
  return view as ViewContent;
}

function hasInput(blocks: unknown[]): boolean {
  return blocks.some((block) => isJson(block) && block["type"] === "input");
}
