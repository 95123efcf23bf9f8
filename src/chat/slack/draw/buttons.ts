/** Actions as Slack buttons. */
import type { ActionsBlock, Button } from "@slack/types";
import type { Action } from "../../../core/reply.ts";
import { literal, say, type Text } from "../../../core/text.ts";
import { toValue } from "../press.ts";
import { shorten } from "./cut.ts";
import { oneLine } from "../../../core/visible.ts";
import { LIMITS } from "./limits.ts";

/** Listeners tell our buttons by this; the number only keeps the ids of one message apart. */
export const RUN = "run:";

/**
 * @param own buttons of the surface itself, such as Stop; they come last
 * @returns the blocks, and what to say about buttons that cannot be drawn
 */
export function buttons(actions: readonly Action[], own: readonly Button[]): { blocks: ActionsBlock[]; notes: Text[] } {
  const elements: Button[] = [];
  const notes: Text[] = [];
  for (const [index, action] of actions.entries()) {
    const value = toValue(action);
    if (value === undefined)
      notes.push(say`${action.label}${literal(" is too long for a button: say it as a command.")}`);
    else elements.push(button(action.label, `${RUN}${index}`, value, action.style));
  }
  elements.push(...own);
  const blocks: ActionsBlock[] = [];
  while (elements.length > 0) blocks.push({ type: "actions", elements: elements.splice(0, LIMITS.buttons) });
  return { blocks, notes };
}

export function button(label: string, action_id: string, value: string, style?: "primary" | "danger"): Button {
  const text = plainText(label, LIMITS.buttonText);
  return { type: "button", action_id, text, value, ...(style && { style }) };
}

/** plain_text formats nothing; `emoji: false` keeps `:latest:` in an image name from becoming a picture. */
export const plainText = (words: string, max: number): { type: "plain_text"; text: string; emoji: false } => ({
  type: "plain_text",
  text: shorten(oneLine(words).trim() || "–", max),
  emoji: false,
});
