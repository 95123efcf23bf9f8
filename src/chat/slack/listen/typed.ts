/** What people type: slash commands, mentions, and direct messages. Slack has no slash commands inside threads. */
import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs } from "@slack/bolt";
import { isDirect, type Origin } from "../origin.ts";
import { asTyped, withoutMention } from "../receive/typed.ts";
import { acknowledge, type Surface } from "./surface.ts";

/** The fields of both kinds of event that are used. */
interface Said {
  readonly type: string;
  readonly channel_type?: string | undefined;
  readonly user?: string | undefined;
  readonly channel: string;
  readonly text?: string | undefined;
  readonly thread_ts?: string | undefined;
  /** Who began the thread. */
  readonly parent_user_id?: string | undefined;
  readonly bot_id?: string | undefined;
  readonly subtype?: string | undefined;
}

/** Kinds of message that are somebody's new words; the others are edits, joins and the like. */
const SAID: ReadonlySet<string | undefined> = new Set([undefined, "file_share", "thread_broadcast"]);

export function listenToTyping(app: App, { bot, conversation, forms, once, log, now }: Surface): void {
  async function entered({ command, ack, context }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> {
    const at = now();
    await acknowledge(ack, log); // before any work, whatever the cluster does
    const line = asTyped(command.text ?? "");
    if (!(await once(String(context["delivery"]), line))) return;
    const { team_id: team, user_id: user, channel_id: channel, response_url, trigger_id } = command;
    const origin: Origin = {
      team,
      user,
      channel,
      private: isDirect(channel),
      responseUrl: response_url,
      trigger: trigger_id,
      at,
    };
    if (line !== "") conversation.ask(line, origin);
    else if (!(await forms.openBuilder(origin, {}))) conversation.ask("help", origin);
  }

  // Whatever its name: a workspace where /k8s is taken calls it something else in its manifest. Not app.command: Bolt
  // asks each of its listeners about every request, which is a good part of what an acknowledgement costs.
  app.use((args) => ("command" in args ? entered(args) : args.next()));

  async function heard(
    event: Said,
    body: { readonly team_id: string; readonly event_id: string; readonly is_ext_shared_channel?: boolean },
  ): Promise<void> {
    // Bots, edits and joins are no requests; a bot that answers bots never stops.
    if (event.user === undefined || event.bot_id !== undefined || event.user === bot.user || !SAID.has(event.subtype))
      return;
    const line = withoutMention(event.text ?? "", bot.user) || "help";
    if (!(await once(`event:${body.event_id}`, line))) return;
    const { user, channel, thread_ts: thread } = event;
    const alone = isDirect(channel) || (thread !== undefined && event.parent_user_id === bot.user);
    const origin: Origin = {
      team: body.team_id,
      user,
      channel,
      private: alone,
      shared: body.is_ext_shared_channel,
      at: now(),
      ...(thread !== undefined && { thread }),
    };
    conversation.ask(line, origin);
  }

  // One listener for both: Bolt asks each of its listeners about every request.
  app.event(/^(app_mention|message)$/, async ({ event, body }) => {
    const said = event as Said;
    // In direct messages a mention arrives as a message too; elsewhere messages are not ours to read.
    if (said.type === "app_mention" ? !isDirect(said.channel) : said.channel_type === "im") await heard(said, body);
  });
}
