import { z } from "zod";

// Lengths are of the text as sent, entities and all: `&amp;` counts five.
// Source of every number in this folder: the doc comments of @slack/types and docs.slack.dev/reference/block-kit.

export const id = z.string().min(1).max(255);

export function plainText(max = 3000) {
  return z.strictObject({
    type: z.literal("plain_text"),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });
}

export function mrkdwn(max = 3000) {
  return z.strictObject({
    type: z.literal("mrkdwn"),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });
}

export function anyText(max: number) {
  return z.discriminatedUnion("type", [plainText(max), mrkdwn(max)]);
}

export const confirm = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(["primary", "danger"]).optional(),
});

export const url = z.string().min(1).max(3000);

// The SDK says 75 for an option's value where Slack's page has said 150 for some time; the smaller one is safe.
const optionFields = {
  value: z.string().min(1).max(75),
  description: plainText(75).optional(),
};
export const option = z.strictObject({ text: plainText(75), ...optionFields });
export const markdownOption = z.strictObject({
  text: anyText(75),
  value: optionFields.value,
  description: anyText(75).optional(),
});
export const overflowOption = z.strictObject({ text: plainText(75), ...optionFields, url: url.optional() });
export const optionGroup = z.strictObject({ label: plainText(75), options: z.array(option).min(1).max(100) });

export const slackFile = z.strictObject({ id: z.string().optional(), url: z.string().optional() });
