import { z } from "zod";
import {
  confirm,
  id,
  markdownOption,
  option,
  optionGroup,
  overflowOption,
  plainText,
  slackFile,
  url,
} from "./objects.ts";

const actionId = { action_id: id.optional() };
const interactive = { ...actionId, confirm: confirm.optional() };
const focusable = { focus_on_load: z.boolean().optional() };
const placeholder = { placeholder: plainText(150).optional() };
const several = { max_selected_items: z.number().int().min(1).optional() };
const dispatch = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z.array(z.enum(["on_enter_pressed", "on_character_entered"])).optional(),
    })
    .optional(),
};
const menu = { ...interactive, ...focusable, ...placeholder };

export const image = z
  .strictObject({
    type: z.literal("image"),
    image_url: url.optional(),
    slack_file: slackFile.optional(),
    alt_text: z.string().max(2000),
  })
  .refine((it) => (it.image_url === undefined) !== (it.slack_file === undefined), {
    error: "must define either `image_url` or `slack_file`",
  });

export const button = z.strictObject({
  type: z.literal("button"),
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: url.optional(),
  style: z.enum(["primary", "danger"]).optional(),
  accessibility_label: z.string().max(75).optional(),
  ...interactive,
});

const staticChoice = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};
const eitherList = (it: { options?: unknown; option_groups?: unknown }) =>
  (it.options === undefined) !== (it.option_groups === undefined);
const eitherListError = { error: "must define either `options` or `option_groups`" };

const staticSelect = z
  .strictObject({ type: z.literal("static_select"), ...menu, ...staticChoice, initial_option: option.optional() })
  .refine(eitherList, eitherListError);
const multiStaticSelect = z
  .strictObject({
    type: z.literal("multi_static_select"),
    ...menu,
    ...several,
    ...staticChoice,
    initial_options: z.array(option).min(1).max(100).optional(),
  })
  .refine(eitherList, eitherListError);

const external = { min_query_length: z.number().int().min(0).optional() };
const externalSelect = z.strictObject({
  type: z.literal("external_select"),
  ...menu,
  ...external,
  initial_option: option.optional(),
});
const multiExternalSelect = z.strictObject({
  type: z.literal("multi_external_select"),
  ...menu,
  ...several,
  ...external,
  initial_options: z.array(option).min(1).max(100).optional(),
});

const usersSelect = z.strictObject({ type: z.literal("users_select"), ...menu, initial_user: z.string().optional() });
const multiUsersSelect = z.strictObject({
  type: z.literal("multi_users_select"),
  ...menu,
  ...several,
  initial_users: z.array(z.string()).optional(),
});
const conversationsSelect = z.strictObject({
  type: z.literal("conversations_select"),
  ...menu,
  initial_conversation: z.string().optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: z.record(z.string(), z.unknown()).optional(),
});
const channelsSelect = z.strictObject({
  type: z.literal("channels_select"),
  ...menu,
  initial_channel: z.string().optional(),
  response_url_enabled: z.boolean().optional(),
});

const overflow = z.strictObject({
  type: z.literal("overflow"),
  ...interactive,
  options: z.array(overflowOption).min(1).max(5),
});
const checkboxes = z.strictObject({
  type: z.literal("checkboxes"),
  ...interactive,
  ...focusable,
  options: z.array(markdownOption).min(1).max(10),
  initial_options: z.array(markdownOption).min(1).max(10).optional(),
});
const radioButtons = z.strictObject({
  type: z.literal("radio_buttons"),
  ...interactive,
  ...focusable,
  options: z.array(markdownOption).min(1).max(10),
  initial_option: markdownOption.optional(),
});
const datepicker = z.strictObject({
  type: z.literal("datepicker"),
  ...menu,
  initial_date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
});
const timepicker = z.strictObject({
  type: z.literal("timepicker"),
  ...menu,
  initial_time: z
    .string()
    .regex(/^\d{2}:\d{2}$/)
    .optional(),
  timezone: z.string().optional(),
});
const datetimepicker = z.strictObject({
  type: z.literal("datetimepicker"),
  ...interactive,
  ...focusable,
  initial_date_time: z.number().int().optional(),
});

const input = { ...actionId, ...focusable, ...placeholder, ...dispatch };
const plainTextInput = z.strictObject({
  type: z.literal("plain_text_input"),
  ...input,
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(3000).optional(),
  max_length: z.number().int().min(1).max(3000).optional(),
});
const numberInput = z.strictObject({
  type: z.literal("number_input"),
  ...input,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});
const emailInput = z.strictObject({
  type: z.literal("email_text_input"),
  ...input,
  initial_value: z.string().optional(),
});
const urlInput = z.strictObject({ type: z.literal("url_text_input"), ...input, initial_value: z.string().optional() });

const selects = [
  staticSelect,
  multiStaticSelect,
  externalSelect,
  multiExternalSelect,
  usersSelect,
  multiUsersSelect,
  conversationsSelect,
  channelsSelect,
] as const;
const choices = [...selects, checkboxes, radioButtons, datepicker, timepicker, datetimepicker] as const;

export const accessory = z.discriminatedUnion("type", [button, overflow, image, ...choices]);
export const actionElement = z.discriminatedUnion("type", [button, overflow, ...choices]);
export const inputElement = z.discriminatedUnion("type", [
  ...choices,
  plainTextInput,
  numberInput,
  emailInput,
  urlInput,
]);
