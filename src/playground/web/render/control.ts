/** Menus and inputs: what a person fills in. The page reads them by `data-which`, and tells the bot as Slack would. */
import { asObjects, asText, isJson, type Json } from "../../slack/json.ts";
import { html, type Html, flag } from "./html.ts";
import { type Named, type Names, openTo, PLACES } from "./names.ts";

const MENUS = new Set(["static_select", "external_select", "users_select", "channels_select", "conversations_select"]);

export const isControl = (element: unknown): element is Json => isJson(element) && MENUS.has(asText(element["type"]));

/** @param label what the field is for; hidden where the words stand above it already */
export function control(block: Json, element: unknown, label: string, names: Names): Html {
  if (!isJson(element)) return html``;
  const isInput = block["type"] === "input";
  // A menu in a message or beside a text speaks at once; in a form it waits for "submit", unless the block says otherwise.
  const which = asText(isInput ? block["block_id"] : element["action_id"]);
  const speaks = !isInput || block["dispatch_action"] === true;
  const optional = isInput && block["optional"] === true;
  const attributes = html`data-which="${which}" data-action="${asText(element["action_id"])}" data-type="${asText(element["type"])}"${flag("data-speaks", speaks)} aria-label="${label}"${flag("required", isInput && !optional)}`;
  const hint = isJson(block["hint"]) ? html`<small class="hint">${asText(block["hint"]["text"])}</small>` : undefined;
  return html`<label class="field" data-block="${asText(block["block_id"])}">${isInput ? html`<span>${label}${optional ? html` <i>(optional)</i>` : ""}</span>` : ""}${field(element, attributes, names)}${hint}<small class="error" role="alert"></small></label>`;
}

function field(element: Json, attributes: Html, names: Names): Html {
  const value = asText(element["initial_value"]);
  switch (element["type"]) {
    case "static_select":
    case "radio_buttons":
      return menu(element, attributes, options(element));
    case "users_select":
      return menu(element, attributes, named([...names.users.values()], element["initial_user"]));
    case "channels_select":
      return menu(element, attributes, named(openTo(names, ["public"]), element["initial_channel"]));
    case "conversations_select":
      return menu(element, attributes, named(openTo(names, PLACES), element["initial_conversation"]));
    case "external_select": {
      const list = `list-${asText(element["action_id"])}`;
      const chosen = isJson(element["initial_option"]) ? asText(element["initial_option"]["value"]) : "";
      return html`<input type="text" ${attributes} list="${list}" autocomplete="off" autocapitalize="off" spellcheck="false" value="${chosen}" placeholder="Type to search"><datalist id="${list}"></datalist>`;
    }
    case "checkboxes":
      return html`<span class="boxes" ${attributes}>${asObjects(element["options"]).map(
        (option) =>
          html`<label><input type="checkbox" value="${asText(option["value"])}"${flag("checked", isChosen(element, option))}> ${asText(textOf(option["text"]))}</label>`,
      )}</span>`;
    case "number_input":
      return html`<input type="number" inputmode="decimal" ${attributes} value="${value}" min="${asText(element["min_value"])}" max="${asText(element["max_value"])}" step="${element["is_decimal_allowed"] === true ? "any" : "1"}">`;
    default:
      return element["multiline"] === true
        ? html`<textarea rows="4" ${attributes}>${value}</textarea>`
        : html`<input type="text" ${attributes} autocomplete="off" autocapitalize="off" spellcheck="false" value="${value}">`;
  }
}

const menu = (element: Json, attributes: Html, choices: readonly Html[]): Html =>
  html`<select ${attributes}><option value="">${asText(textOf(element["placeholder"])) || "Choose"}</option>${choices}</select>`;

const named = (all: readonly Named[], initial: unknown): readonly Html[] =>
  all.map(({ id, name }) => html`<option value="${id}"${flag("selected", id === initial)}>${name}</option>`);

function options(element: Json): readonly Html[] {
  return asObjects(element["options"]).map((option) => {
    const about = asText(textOf(option["description"]));
    const words = asText(textOf(option["text"]));
    return html`<option value="${asText(option["value"])}"${flag("selected", isChosen(element, option))}>${about ? `${words}: ${about}` : words}</option>`;
  });
}

const isChosen = (element: Json, option: Json): boolean =>
  [element["initial_option"], ...asObjects(element["initial_options"])].some(
    (one) => isJson(one) && one["value"] === option["value"],
  );

const textOf = (object: unknown): unknown => (isJson(object) ? object["text"] : undefined);
