import { checkView } from "../blockkit/view.ts";
import type { Ack } from "../delivery/ack.ts";
import type { Bot } from "../delivery/bot.ts";
import { SlackError } from "../errors.ts";
import { isJson } from "../json.ts";
import type { View } from "../workspace/views.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Value } from "./elements.ts";
import { formErrors } from "./form-errors.ts";
import { type Outcome, unnoticed, watching } from "./outcome.ts";
import type { Payloads } from "./payloads.ts";
import type { Press } from "./pressing.ts";

export interface Forms {
  /** A person fills fields, called by action id, block id or label, and submits the modal on top. */
  submit(user: string, view: View, values?: Record<string, Value>): Promise<Outcome>;
  /** A person closes a modal; the bot hears of it where it asked to. */
  closeView(user: string, view: View): Promise<Outcome>;
}

const trouble = "We had some trouble connecting. Try again?";

/** People filling in modals. */
export function forms(workspace: Workspace, bot: Bot, payloads: Payloads, { choose }: Pick<Press, "choose">): Forms {
  const { directory, views } = workspace;

  function onTop(userId: string, view: View): View {
    const top = views.open(userId).at(-1);
    if (top?.id !== view.id) throw new Error("That modal is not on top of the screen.");
    return top;
  }

  /** Does to the screen what the bot answered to a submission. @returns errors to show, or a sentence */
  function carryOut(userId: string, view: View, ack: Ack): Partial<Outcome> {
    const { response_action: action, errors, view: content } = ack.body;
    try {
      switch (action) {
        case undefined:
          views.close(userId);
          return {};
        case "clear":
          views.close(userId, true);
          return {};
        case "errors":
          return errorsToShow(view, errors);
        case "update":
          workspace.shown(userId, views.update({ id: view.id }, checkView(content, "modal")).view);
          return {};
        case "push":
          workspace.shown(userId, views.push(userId, checkView(content, "modal")));
          return {};
        default:
          return { notice: trouble };
      }
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      return { notice: `${trouble} (${error.message}: ${JSON.stringify(error.details)})` };
    }
  }

  return {
    async submit(userName, view, values = {}) {
      const user = directory.user(userName);
      onTop(user.id, view);
      for (const [which, value] of Object.entries(values)) await choose(userName, view, which, value);
      const filled = onTop(user.id, view);
      const outcome = watching(workspace, user.id);
      const incomplete = formErrors(filled);
      if (Object.keys(incomplete).length > 0) return outcome(unnoticed, { errors: incomplete });
      const payload = { ...payloads.triggered("view_submission", user), view: filled, response_urls: [] };
      const ack = await bot.deliver({ kind: "interactive", payload });
      return ack.ok ? outcome(ack, carryOut(user.id, filled, ack)) : outcome(ack, { notice: trouble });
    },

    async closeView(userName, view) {
      const user = directory.user(userName);
      const top = onTop(user.id, view);
      const outcome = watching(workspace, user.id);
      const is_cleared = top.clear_on_close;
      views.close(user.id, is_cleared);
      if (!top.notify_on_close) return outcome(unnoticed);
      const payload = { ...payloads.interaction("view_closed", user), view: top, is_cleared };
      return outcome(await bot.deliver({ kind: "interactive", payload }));
    },
  };
}

/** Errors belong to input blocks; with any other key Slack shows nothing but that something went wrong. */
function errorsToShow(view: View, errors: unknown): Partial<Outcome> {
  if (!isJson(errors)) return { notice: trouble };
  const inputs = view.blocks.filter((block) => block["type"] === "input").map((block) => block["block_id"]);
  const entries = Object.entries(errors).map(([blockId, sentence]) => [blockId, String(sentence)] as const);
  const known = entries.length > 0 && entries.every(([blockId]) => inputs.includes(blockId));
  return known ? { errors: Object.fromEntries(entries) } : { notice: trouble };
}
