import { z } from "zod";
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

/** What a call says, or why it cannot be read. */
export interface Arguments {
  args: Json;
  /** Slack's error code. */
  problem?: string;
}

export function readArguments(contentType: string, body: Buffer): Arguments {
  const type = contentType.split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") return readJson(body.toString("utf8"));
  if (type === "application/x-www-form-urlencoded" || body.length === 0) {
    return { args: Object.fromEntries(new URLSearchParams(body.toString("utf8"))) };
  }
  return { args: {}, problem: "invalid_post_type" };
}

function readJson(body: string): Arguments {
  try {
    const args: unknown = JSON.parse(body);
    return isJson(args) ? { args } : { args: {}, problem: "json_not_object" };
  } catch {
    return { args: {}, problem: "invalid_json" };
  }
}
