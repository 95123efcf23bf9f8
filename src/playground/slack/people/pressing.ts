import { complaintsAboutOptions } from "../blockkit/check.ts";
import type { Bot } from "../delivery/bot.ts";
import { isJson, type Json } from "../json.ts";
import type { User } from "../workspace/directory.ts";
import type { Message } from "../workspace/messages.ts";
import { initialState, type ViewState } from "../workspace/state.ts";
import type { View } from "../workspace/views.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { chosen, type Found, findElement, optionsOf, type Value } from "./elements.ts";
import { type Outcome, watching } from "./outcome.ts";
import type { Payloads } from "./payloads.ts";

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
  const choices = new Map<string, ViewState>();

  /** The thing as it is now, since a test may hold an older picture of it. */
  function current(user: User, on: Message | View): { blocks: Json[]; message?: Message; view?: View } {
    if ("ts" in on) {
      const message = workspace.messages.find(on.channel, on.ts);
      if (!message) throw new Error("That message is gone.");
      if (message.onlyFor && message.onlyFor !== user.id) throw new Error(`${user.name} does not see that message.`);
      if (!directory.channel(message.channel).members.has(user.id)) {
        throw new Error(`${user.name} is not in #${workspace.nameOf(message.channel)}.`);
      }
      return { message, blocks: message.blocks ?? [] };
    }
    const view = workspace.views.find(on.id) ?? workspace.views.home(user.id);
    if (!view) throw new Error("That modal is closed.");
    return { view, blocks: view.blocks };
  }

  async function act(user: User, on: Message | View, found: Found, action: Json): Promise<Outcome> {
    const { message, view } = current(user, on);
    const outcome = watching(workspace, user.id);
    const ack = await bot.deliver({
      kind: "interactive",
      payload: {
        ...payloads.triggered("block_actions", user),
        ...(view ? payloads.onView(view) : {}),
        ...(message ? { ...payloads.onMessage(message), state: { values: stateOf(message) } } : {}),
        ...(message ? { response_url: payloads.responseUrl(placeOf(user, message)) } : {}),
        actions: [
          {
            action_id: found.element["action_id"],
            block_id: found.block["block_id"],
            type: found.element["type"],
            action_ts: workspace.ids.ts(),
            ...action,
          },
        ],
      },
    });
    return ack.ok ? outcome(ack) : outcome(ack, { notice: `This app responded with the error "${ack.error}"` });
  }

  function stateOf(message: Message): ViewState {
    return initialState(message.blocks ?? [], choices.get(message.ts));
  }

  function keep(user: User, on: Message | View, { block, element }: Found, state: Json): void {
    const { message, view } = current(user, on);
    const values = structuredClone(view ? view.state.values : message ? stateOf(message) : {});
    const inBlock = (values[String(block["block_id"])] ??= {});
    inBlock[String(element["action_id"])] = state;
    if (view?.type === "modal") workspace.views.keepState(view, values);
    if (message) choices.set(message.ts, values);
  }

  async function suggestions(userName: string, on: Message | View, which: string, typed: string): Promise<Outcome> {
    const user = directory.user(userName);
    const { blocks, message, view } = current(user, on);
    const { block, element } = findElement(blocks, which);
    const outcome = watching(workspace, user.id);
    const ack = await bot.deliver({
      kind: "interactive",
      payload: {
        ...payloads.interaction("block_suggestion", user),
        ...(view ? payloads.onView(view) : {}),
        ...(message ? payloads.onMessage(message) : {}),
        action_id: element["action_id"],
        block_id: block["block_id"],
        value: typed,
      },
    });
    const wrong = ack.ok ? complaintsAboutOptions(ack.body) : [ack.error];
    if (wrong.length > 0)
      return outcome(ack, { notice: `Couldn’t load the results: ${wrong.join("; ")}`, options: [] });
    return outcome(ack, { options: optionsOf(ack.body) });
  }

  return {
    suggestions,

    async press(userName, on, which) {
      const user = directory.user(userName);
      const found = findElement(current(user, on).blocks, which);
      if (found.element["type"] !== "button") throw new Error(`“${which}” is not a button.`);
      const { text, value, style, url } = found.element;
      const fields = Object.entries({ text, value, style, url }).filter(([, field]) => field !== undefined);
      return act(user, on, found, Object.fromEntries(fields));
    },

    async choose(userName, on, which, value) {
      const user = directory.user(userName);
      const found = findElement(current(user, on).blocks, which);
      const { block, element } = found;
      if (element["type"] === "overflow") {
        const [selected_option] = optionsOf(element).filter((it) => it["value"] === value || labelOf(it) === value);
        if (!selected_option) throw new Error(`The menu has no “${String(value)}”.`);
        return act(user, on, found, { selected_option });
      }
      const loads = String(element["type"]).includes("external_select");
      const offered = loads ? await suggestions(userName, on, which, String(value)) : undefined;
      if (offered?.notice) return offered;
      const state = chosen(element, value, directory, offered?.options);
      keep(user, on, found, state);
      // Inputs are silent until the form is submitted, unless the block says otherwise.
      if (block["type"] === "input" && block["dispatch_action"] !== true) {
        return watching(workspace, user.id)(
          { ok: true, body: {} },
          offered?.options ? { options: offered.options } : {},
        );
      }
      const outcome = await act(user, on, found, state);
      return offered?.options ? { ...outcome, options: offered.options } : outcome;
    },

    async messageShortcut(userName, on, callbackId) {
      const user = directory.user(userName);
      const { message } = current(user, on);
      if (!message || message.onlyFor) throw new Error("There are no shortcuts on that.");
      const outcome = watching(workspace, user.id);
      const { channel } = payloads.onMessage(message);
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

function labelOf(option: Json): unknown {
  return isJson(option["text"]) ? option["text"]["text"] : undefined;
}

function placeOf(user: User, message: Message) {
  const { channel, ts, thread_ts } = message;
  return { kind: "actions" as const, user: user.id, channel, message: ts, ...(thread_ts ? { thread_ts } : {}) };
}
