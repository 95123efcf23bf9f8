import { interactiveIn } from "../blockkit/interactive.ts";
import type { Json } from "../json.ts";

/** What a person has typed and chosen: block id → action id → value. */
export type ViewState = Record<string, Record<string, Json>>;

const valueFields: Record<string, [field: string, initial: string]> = {
  plain_text_input: ["value", "initial_value"],
  number_input: ["value", "initial_value"],
  email_text_input: ["value", "initial_value"],
  url_text_input: ["value", "initial_value"],
  static_select: ["selected_option", "initial_option"],
  external_select: ["selected_option", "initial_option"],
  radio_buttons: ["selected_option", "initial_option"],
  multi_static_select: ["selected_options", "initial_options"],
  multi_external_select: ["selected_options", "initial_options"],
  checkboxes: ["selected_options", "initial_options"],
  users_select: ["selected_user", "initial_user"],
  multi_users_select: ["selected_users", "initial_users"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  channels_select: ["selected_channel", "initial_channel"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
};

/** The field of a state value that holds what was typed or chosen; undefined for what has no state, a button say. */
export function valueField(type: unknown): string | undefined {
  return valueFields[String(type)]?.[0];
}

/**
 * The state of fresh blocks: initial values, and what was typed before into elements of the same
 * block id and action id, which Slack keeps across an update.
 */
export function initialState(blocks: Json[], before: ViewState = {}): ViewState {
  const state: ViewState = {};
  for (const block of blocks) {
    for (const element of interactiveIn(block)) {
      const type = String(element["type"]);
      const fields = valueFields[type];
      if (!fields) continue;
      const blockId = String(block["block_id"]);
      const actionId = String(element["action_id"]);
      const kept = before[blockId]?.[actionId];
      const [field, initial] = fields;
      const empty = field.endsWith("s") ? [] : null;
      const inBlock = (state[blockId] ??= {});
      inBlock[actionId] = kept?.["type"] === type ? kept : { type, [field]: element[initial] ?? empty };
    }
  }
  return state;
}
