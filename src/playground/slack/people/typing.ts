import { respond } from "../api/respond.ts";
import type { Bot } from "../delivery/bot.ts";
import { SlackError } from "../errors.ts";
import { escape } from "../screen/mrkdwn.ts";
import type { Channel, User } from "../workspace/directory.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type Outcome, unnoticed, watching } from "./outcome.ts";
import type { Payloads } from "./payloads.ts";
import { typed } from "./typed.ts";

export interface Talk {
  /** A person types a slash command. Names or ids for `user` and `channel`; `@alice` is alice's chat with the bot. */
  slash(user: string, channel: string, command: string, text?: string): Promise<Outcome>;
  /** A person mentions the bot; in direct messages, just writes to it. */
  mention(user: string, channel: string, text: string, options?: { thread?: string }): Promise<Outcome>;
  /** A person writes a message, without mentioning anybody who is not in it. */
  says(user: string, channel: string, text: string, options?: { thread?: string }): Promise<Outcome>;
  /** A person types a line; what begins with a slash is a command, which Slack refuses in threads. */
  types(line: { user: string; channel: string; text: string; thread_ts?: string }): Promise<Outcome>;
}

/** People typing. */
export function talk(
  workspace: Workspace,
  bot: Bot,
  payloads: Payloads,
  app: { commands: string[]; events: string[] },
): Talk {
  const { directory } = workspace;

  async function slash(userName: string, channelName: string, command: string, text = ""): Promise<Outcome> {
    const user = directory.user(userName);
    const channel = directory.channel(channelName);
    mustBeIn(user, channel);
    const outcome = watching(workspace, user.id);
    // People met through Slack Connect do not have the commands of this workspace (docs.slack.dev/apis/slack-connect).
    if (!app.commands.includes(command) || user.team_id !== directory.team.id) {
      return outcome(unnoticed, { notice: `${command} is not a valid command.` });
    }
    workspace.journal.note(`#${channel.name} ${user.name} types: ${command} ${text}`);
    const place = { kind: "commands", user: user.id, channel: channel.id } as const;
    const responseUrl = payloads.responseUrl(place);
    // Slack's page does not say whether this text is escaped; a bot that undoes it is right either way.
    const payload = payloads.slashCommand(user, channel, command, escape(text), responseUrl);
    const ack = await bot.deliver({ kind: "slash_commands", payload });
    if (!ack.ok) return outcome(ack, { notice: `${command} failed with the error "${ack.error}"` });
    try {
      if (Object.keys(ack.body).length > 0) respond(workspace, place, ack.body);
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      return outcome(ack, { notice: `${command} failed with the error "invalid_command_response" (${error.message})` });
    }
    return outcome(ack);
  }

  async function says(
    userName: string,
    channelName: string,
    text: string,
    options: { thread?: string } = {},
  ): Promise<Outcome> {
    const user = directory.user(userName);
    const channel = directory.channel(channelName);
    mustBeIn(user, channel);
    const outcome = watching(workspace, user.id);
    const thread = options.thread ? { thread_ts: options.thread } : {};
    const message = workspace.post({
      channel: channel.id,
      user: user.id,
      text: typed(text, directory),
      ...thread,
      rendering: { parse: "none" },
    });
    const type = eventFor(channel, message.text);
    if (!type) return outcome(unnoticed, unheard(channel, message.text));
    const event = {
      ...payloads.message(message),
      type: type.startsWith("message") ? "message" : type,
      channel: channel.id,
      event_ts: message.ts,
      ...(type.startsWith("message") ? { channel_type: type.slice("message.".length) } : {}),
    };
    return outcome(await bot.deliverEvent(payloads.event(event, channel)));
  }

  /** Who mentions the bot where it is not gets told so by Slack. */
  function unheard(channel: Channel, text: string): Partial<Outcome> {
    const { user_id, name } = directory.bot;
    const absent = text.includes(`<@${user_id}>`) && !directory.hasBot(channel);
    return absent ? { notice: `@${name} is not in this channel.` } : {};
  }

  /** The event that Slack sends for a message, where the app subscribed to it and the bot is there to hear it. */
  function eventFor(channel: Channel, text: string): string | undefined {
    const kinds = { public: "channels", private: "groups", im: "im", mpim: "mpim" };
    const mentioned = text.includes(`<@${directory.bot.user_id}>`) && channel.kind !== "im";
    const type = mentioned ? "app_mention" : `message.${kinds[channel.kind]}`;
    return directory.hasBot(channel) && app.events.includes(type) ? type : undefined;
  }

  return {
    slash,
    says,
    mention(user, channel, text, options) {
      const inDirectMessages = directory.channel(channel).kind === "im";
      return says(user, channel, inDirectMessages ? text : `@${directory.bot.name} ${text}`, options);
    },
    types({ user, channel, text, thread_ts }) {
      const [, command, rest] = text.match(/^(\/\S+)\s*(.*)$/s) ?? [];
      if (command === undefined) return says(user, channel, text, thread_ts ? { thread: thread_ts } : {});
      if (thread_ts === undefined) return slash(user, channel, command, rest);
      const notice = `${command} is not supported in threads. Sorry!`;
      return Promise.resolve(watching(workspace, directory.user(user).id)(unnoticed, { notice }));
    },
  };
}

function mustBeIn(user: User, channel: Channel): void {
  if (user.deleted) throw new Error(`${user.name} has left.`);
  if (!channel.members.has(user.id)) throw new Error(`${user.name} is not in #${channel.name}.`);
}
