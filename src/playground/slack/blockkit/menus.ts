import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { menu, pressable } from "./fields.ts";
import { option, optionGroup, overflowOption } from "./objects.ts";

const choice = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};
const one = { initial_option: option.optional() };
const several = {
  initial_options: z.array(option).min(1).max(100).optional(),
  max_selected_items: z.number().int().min(1).optional(),
};

interface Offer {
  options?: unknown[] | undefined;
  option_groups?: { options: unknown[] }[] | undefined;
}

const hasOneList = (it: Offer) => (it.options === undefined) !== (it.option_groups === undefined);
const oneListError = { error: "must define either `options` or `option_groups`" };

/** Whether everything that is chosen from the start is there to choose. */
export function offersInitial(
  it: Offer & { initial_option?: unknown; initial_options?: unknown[] | undefined },
): boolean {
  const offered = [...(it.options ?? []), ...(it.option_groups ?? []).flatMap((group) => group.options)];
  const initial = it.initial_options ?? (it.initial_option === undefined ? [] : [it.initial_option]);
  return initial.every((candidate) => offered.some((option) => isDeepStrictEqual(option, candidate)));
}
export const initialError = { error: "initial options must be among the options" };

const staticSelect = z
  .strictObject({ type: z.literal("static_select"), ...menu, ...choice, ...one })
  .refine(hasOneList, oneListError)
  .refine(offersInitial, initialError);
const multiStaticSelect = z
  .strictObject({ type: z.literal("multi_static_select"), ...menu, ...choice, ...several })
  .refine(hasOneList, oneListError)
  .refine(offersInitial, initialError);

const external = { ...menu, min_query_length: z.number().int().min(0).optional() };
const externalSelect = z.strictObject({ type: z.literal("external_select"), ...external, ...one });
const multiExternalSelect = z.strictObject({ type: z.literal("multi_external_select"), ...external, ...several });

const usersSelect = z.strictObject({ type: z.literal("users_select"), ...menu, initial_user: z.string().optional() });
const multiUsersSelect = z.strictObject({
  type: z.literal("multi_users_select"),
  ...menu,
  initial_users: z.array(z.string()).optional(),
  max_selected_items: several.max_selected_items,
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

export const selects = [
  staticSelect,
  multiStaticSelect,
  externalSelect,
  multiExternalSelect,
  usersSelect,
  multiUsersSelect,
  conversationsSelect,
  channelsSelect,
] as const;

export const overflow = z.strictObject({
  type: z.literal("overflow"),
  ...pressable,
  options: z.array(overflowOption).min(1).max(5),
});
