/** Modals coming back, menus asking for suggestions, and the shortcut in a message's menu. */
import type { App } from "@slack/bolt";
import type { Scope } from "../../../core/context.ts";
import { within } from "../../../core/within.ts";
import { LIMITS } from "../draw/limits.ts";
import { fitsOption, option, SUGGEST, textOf } from "../forms/fields.ts";
import { fillIn, FORM, type FormValues, mistakes, readMetadata } from "../forms/form.ts";
import { isDirect, type Origin } from "../origin.ts";
import { acknowledge, type Surface } from "./surface.ts";

/** The callback id of the shortcut "Ask kubemate about this". */
export const ASK = "ask";

/** Milliseconds, of the three seconds that Slack waits for a menu. */
const SUGGEST_WITHIN = 2000;

export function listenToForms(app: App, surface: Surface): void {
  const { commands, conversation, forms, identity, once, suggest, bot, log, now } = surface;
  const find = (name: string) => commands.find((command) => command.name === name);

  app.view(FORM, async ({ view, body, ack, context }) => {
    const form = readMetadata(view.private_metadata);
    const command = form && find(form.command);
    // Slack shows a form to the person it was opened for, and to nobody else.
    if (!command || form.origin.user !== body.user.id) return acknowledge(ack, log);
    const invocation = fillIn(command, form, view.state.values);
    const errors = mistakes(command, invocation, form.ask);
    if (Object.keys(errors).length > 0) return acknowledge(() => ack({ response_action: "errors", errors }), log);
    await acknowledge(() => ack({ response_action: "clear" }), log);
    if (await once(String(context["delivery"]), invocation)) conversation.ask(invocation, form.origin);
  });

  app.options(/./, async ({ options, body, ack }) => {
    const { action_id, value: typed } = options;
    const form = readMetadata(body.view?.private_metadata ?? "");
    const kind = action_id.startsWith(SUGGEST) ? action_id.slice(SUGGEST.length) : undefined;
    const scope = scopeIn(body.view?.state.values, form?.args ?? {});
    const names = form && kind ? await suggestions(kind, typed, form.origin, scope) : [];
    // What was typed always stands first: a menu lets people choose only what it shows, and we may know less than they do.
    const offered = [...new Set([...(typed.trim() === "" ? [] : [typed.trim()]), ...names])]
      .filter(fitsOption)
      .slice(0, LIMITS.options);
    await acknowledge(() => ack({ options: offered.map(option) }), log);
  });

  async function suggestions(kind: string, typed: string, origin: Origin, scope: Scope): Promise<readonly string[]> {
    try {
      const found = async () =>
        suggest(kind, typed, await identity.person(origin), { ...(await conversation.scope(origin)), ...scope });
      return await within(SUGGEST_WITHIN, found(), []);
    } catch (error) {
      log.info({ kind, err: error }, "no suggestions"); // a menu has no room for the reason; running the command will give it
      return [];
    }
  }

  app.shortcut({ type: "message_action", callback_id: ASK }, async ({ shortcut, body, ack }) => {
    const at = now();
    await acknowledge(ack, log);
    if (shortcut.type !== "message_action") return;
    const { message, channel, user, response_url, trigger_id } = shortcut;
    const root = message["thread_ts"] as string | undefined;
    const began =
      root === undefined || root === message.ts ? message.user : (message["parent_user_id"] as string | undefined);
    const origin: Origin = {
      team: body.team?.id ?? user.team_id ?? "",
      user: user.id,
      channel: channel.id,
      thread: root ?? message.ts,
      private: isDirect(channel.id) || began === bot.user,
      responseUrl: response_url,
      trigger: trigger_id,
      at,
    };
    if (!(await forms.openBuilder(origin, await quickly(conversation.scope(origin))))) conversation.ask("help", origin);
  });
}

/** A trigger waits for nobody: what is not known in half a second is left out. */
const quickly = (scope: Promise<Scope>): Promise<Scope> => within(500, scope, {});

/** What the form says so far of where things are. */
function scopeIn(values: FormValues | undefined, args: Readonly<Record<string, unknown>>): Scope {
  const said = (name: "cluster" | "namespace"): Scope => {
    const given = textOf(Object.values(values?.[name] ?? {})[0]) ?? args[name];
    return typeof given === "string" ? { [name]: given } : {};
  };
  return { ...said("cluster"), ...said("namespace") };
}
