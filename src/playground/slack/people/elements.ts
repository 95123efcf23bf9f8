import { interactiveIn } from "../blockkit/interactive.ts";
import { asObjects, isJson, type Json } from "../json.ts";
import type { Directory } from "../workspace/directory.ts";
import { valueField } from "../workspace/state.ts";

/** What a person types or chooses; null takes it back. */
export type Value = string | number | boolean | string[] | null;

export interface Found {
  block: Json;
  element: Json;
}

/**
 * An element by what a person or a test may call it: its action id, its block's id, its label or its placeholder.
 * @throws Error when there is none, or more than one: a mistake of the test, or the bot shows something unexpected
 */
export function findElement(blocks: Json[], which: string): Found {
  const all = blocks.flatMap((block) => interactiveIn(block).map((element) => ({ block, element })));
  const named = all.filter(({ element }) => element["action_id"] === which);
  const found = named.length > 0 ? named : all.filter((candidate) => namesOf(candidate).includes(which));
  const [only] = found;
  if (only && found.length === 1) return only;
  const list = all.map((candidate) => `“${namesOf(candidate)[0] ?? ""}”`).join(", ");
  throw new Error(
    `${found.length === 0 ? "Nothing" : "More than one thing"} here is called “${which}”. There is: ${list || "nothing to press"}.`,
  );
}

function namesOf({ block, element }: Found): string[] {
  const names = [textOf(element["text"]), textOf(block["label"]), textOf(element["placeholder"]), block["block_id"]];
  return names.filter((name): name is string => typeof name === "string" && name !== "");
}

export function textOf(object: unknown): string | undefined {
  return isJson(object) && typeof object["text"] === "string" ? object["text"] : undefined;
}

/**
 * What it means that a person gave an element a value: the state that is kept, and what the bot is told of it.
 * @param loaded options that came from the bot, for menus that ask it
 * @throws Error when there is no such option or person
 */
export function chosen(
  element: Json,
  value: Value,
  directory: Directory,
  loaded = optionsOf(element),
): { kept?: Json; action: Json } {
  const type = String(element["type"]);
  if (type === "overflow") return { action: { selected_option: optionNamed(loaded, String(value)) } };
  const field = valueField(type);
  if (!field) throw new Error(`A ${type} takes no value.`);
  const one = (given: unknown): unknown => {
    const name = String(given);
    if (field.startsWith("selected_option")) return optionNamed(loaded, name);
    if (field.startsWith("selected_user")) return directory.user(name).id;
    if (field === "selected_channel" || field === "selected_conversation") return directory.channel(name).id;
    return field === "selected_date_time" ? Number(given) : name;
  };
  const values = listOf(value).map(one);
  const kept = { type, [field]: field.endsWith("s") ? values : (values[0] ?? null) };
  return { kept, action: kept };
}

function listOf(value: Value): unknown[] {
  if (value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export function optionsOf(element: Json): Json[] {
  const groups = asObjects(element["option_groups"]);
  return [element, ...groups].flatMap((list) => asObjects(list["options"]));
}

function optionNamed(options: Json[], name: string): Json {
  const option = options.find((it) => it["value"] === name) ?? options.find((it) => textOf(it["text"]) === name);
  if (option) return option;
  throw new Error(`There is no option “${name}”, only: ${options.map((it) => textOf(it["text"])).join(", ")}.`);
}
