import { z } from "zod";
import { SlackError } from "../errors.ts";
import { isJson, type Json } from "../json.ts";

// The SDK sends forms whose values are all strings; a JSON body has types. Both arrive here.

export const text = z.coerce.string();
export const flag = z.union([z.boolean(), z.stringbool()]);
export const count = z.coerce.number().int().min(0);

/** A structure, written as JSON within a form. What is no JSON is passed on as it is, to be refused by its name. */
export const structure = z.preprocess((value) => {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}, z.unknown());

/**
 * The arguments of a call.
 * @throws SlackError invalid_form_data or json_not_object
 */
export function parseBody(contentType: string, body: Buffer): Json {
  const type = contentType.split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") {
    let parsed: unknown;
    try {
      parsed = JSON.parse(body.toString("utf8"));
    } catch {
      throw new SlackError("invalid_json");
    }
    if (!isJson(parsed)) throw new SlackError("json_not_object");
    return parsed;
  }
  if (type === "application/x-www-form-urlencoded" || body.length === 0) {
    return Object.fromEntries(new URLSearchParams(body.toString("utf8")));
  }
  throw new SlackError("invalid_post_type");
}
