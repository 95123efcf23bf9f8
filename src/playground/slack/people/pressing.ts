import { complaintsAboutOptions } from "../blockkit/check.ts";
import type { Bot } from "../delivery/bot.ts";
import type { Json } from "../json.ts";
import type { User } from "../workspace/directory.ts";
import type { Message } from "../workspace/messages.ts";
import type { Place } from "../workspace/response-urls.ts";
import type { View } from "../workspace/views.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { chosen, type Found, findElement, optionsOf, type Value } from "./elements.ts";
import { type Outcome, unnoticed, watching } from "./outcome.ts";
import type { Payloads } from "./payloads.ts";
import { type Target, Targets } from "./targets.ts";

export interface Press {
  /** A person presses a button, called by its action id or its label, and confirms where asked to. */
  press(user: string, on: Message | View, which: string): Promise<Outcome>;
  /** A person chooses from a menu; the bot is asked for the options where the menu says so. */
  choose(user: string, on: Message | View, which: string, value: Value): Promise<Outcome>;
  /** What a menu that asks the bot offers for what has been typed into it. */
  suggestions(user: string, on: Message | View, which: string, typed: string): Promise<Outcome>;
  /** A person picks the app's shortcut in the menu of a message. */
  messageShortcut(user: string, message: Message, callbackId: string): Promise<Outcome>;
}

/** People pressing and choosing, in messages and in modals. */
export function pressing(workspace: Workspace, bot: Bot, payloads: Payloads): Press {
  const { directory } = workspace;
  const targets = new Targets(workspace);

  async function act(user: User, target: Target, { block, element }: Found, action: Json): Promise<Outcome> {
    const outcome = watching(workspace, user.id);
    const { action_id, type } = element;
    const ack = await bot.deliver({
      kind: "interactive",
      payload: {
        ...payloads.triggered("block_actions", user),
        ...payloads.on(target),
        ...(target.kind === "message" ? { state: { values: targets.state(target) } } : {}),
        ...(target.kind === "message" ? { response_url: payloads.responseUrl(placeOf(user, target.message)) } : {}),
        actions: [{ action_id, block_id: block["block_id"], type, action_ts: workspace.ids.ts(), ...action }],
      },
    });
    return ack.ok ? outcome(ack) : outcome(ack, { notice: `This app responded with the error "${ack.error}"` });
  }

  async function load(user: User, target: Target, { block, element }: Found, typed: string): Promise<Outcome> {
    const outcome = watching(workspace, user.id);
    const names = { action_id: element["action_id"], block_id: block["block_id"] };
    const payload = {
      ...payloads.interaction("block_suggestion", user),
      ...payloads.on(target),
      ...names,
      value: typed,
    };
    const ack = await bot.deliver({ kind: "interactive", payload });
    const wrong = ack.ok ? complaintsAboutOptions(ack.body) : [ack.error];
    if (wrong.length > 0)
      return outcome(ack, { notice: `Couldn’t load the results: ${wrong.join("; ")}`, options: [] });
    return outcome(ack, { options: optionsOf(ack.body) });
  }

  return {
    async press(userName, on, which) {
      const user = directory.user(userName);
      const target = targets.current(user, on);
      const found = findElement(target.blocks, which);
      if (found.element["type"] !== "button") throw new Error(`“${which}” is not a button.`);
      const { text, value, style, url } = found.element;
      return act(user, target, found, { text, value, style, url });
    },

    async choose(userName, on, which, value) {
      const user = directory.user(userName);
      const target = targets.current(user, on);
      const found = findElement(target.blocks, which);
      const { block, element } = found;
      const loads = String(element["type"]).includes("external_select");
      const offered = loads ? await load(user, target, found, String(value)) : undefined;
      if (offered?.notice) return offered;
      const { kept, action } = chosen(element, value, directory, offered?.options);
      if (kept) targets.keep(target, found, kept);
      const options = offered?.options ? { options: offered.options } : {};
      // Inputs are silent until the form is submitted, unless the block says otherwise.
      if (block["type"] === "input" && block["dispatch_action"] !== true) {
        return watching(workspace, user.id)(unnoticed, options);
      }
      return { ...(await act(user, targets.current(user, on), found, action)), ...options };
    },

    async suggestions(userName, on, which, typed) {
      const user = directory.user(userName);
      const target = targets.current(user, on);
      return load(user, target, findElement(target.blocks, which), typed);
    },

    async messageShortcut(userName, on, callbackId) {
      const user = directory.user(userName);
      const target = targets.current(user, on);
      if (target.kind !== "message" || target.message.onlyFor) throw new Error("There are no shortcuts on that.");
      const { message } = target;
      const outcome = watching(workspace, user.id);
      const { channel } = payloads.on(target);
      const ack = await bot.deliver({
        kind: "interactive",
        payload: {
          ...payloads.triggered("message_action", user),
          callback_id: callbackId,
          action_ts: workspace.ids.ts(),
          channel,
          message_ts: message.ts,
          message: payloads.message(message),
          response_url: payloads.responseUrl(placeOf(user, message)),
        },
      });
      return ack.ok ? outcome(ack) : outcome(ack, { notice: `The shortcut failed with the error "${ack.error}"` });
    },
  };
}

function placeOf(user: User, { channel, ts }: Message): Place {
  return { kind: "actions", user: user.id, channel, message: ts };
}
