import { wire } from "../api/posting.ts";
import type { Json } from "../json.ts";
import type { Channel, User } from "../workspace/directory.ts";
import type { Message } from "../workspace/messages.ts";
import type { Place } from "../workspace/response-urls.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Target } from "./targets.ts";

// Shapes: docs.slack.dev/reference/interaction-payloads and docs.slack.dev/interactivity/implementing-slash-commands.

/** Makes the payloads that Slack sends, with fresh trigger ids and response URLs in them. */
export class Payloads {
  readonly #workspace: Workspace;
  readonly #url: string;
  readonly #token = "verification-token";

  constructor(workspace: Workspace, url: string) {
    this.#workspace = workspace;
    this.#url = url;
  }

  responseUrl(place: Place): string {
    return this.#url + this.#workspace.responseUrls.issue(this.#workspace.directory.team.id, place);
  }

  slashCommand(user: User, channel: Channel, command: string, text: string, response_url: string): Json {
    const { team, bot } = this.#workspace.directory;
    const channelNames = { public: channel.name, private: "privategroup", im: "directmessage", mpim: channel.name };
    return {
      token: this.#token,
      team_id: team.id,
      team_domain: team.domain,
      channel_id: channel.id,
      channel_name: channelNames[channel.kind],
      user_id: user.id,
      user_name: user.name,
      command,
      text,
      api_app_id: bot.app_id,
      is_enterprise_install: "false",
      response_url,
      trigger_id: this.#workspace.triggers.issue(user.id),
    };
  }

  /** The part that all interaction payloads have in common. */
  interaction(type: string, user: User): Json {
    const { team, bot } = this.#workspace.directory;
    return {
      type,
      user: { id: user.id, username: user.name, name: user.name, team_id: user.team_id },
      api_app_id: bot.app_id,
      token: this.#token,
      team: { id: team.id, domain: team.domain },
      enterprise: null,
      is_enterprise_install: false,
    };
  }

  triggered(type: string, user: User): Json {
    return { ...this.interaction(type, user), trigger_id: this.#workspace.triggers.issue(user.id) };
  }

  /** Where a person acted. Of an ephemeral message the bot gets no copy. */
  on(target: Target): Json {
    if (target.kind === "view") return { container: { type: "view", view_id: target.view.id }, view: target.view };
    const { message } = target;
    const channel = { id: message.channel, name: this.#workspace.nameOf(message.channel) };
    const container = {
      type: "message",
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.onlyFor !== undefined,
      ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
    };
    return { container, channel, ...(message.onlyFor ? {} : { message: this.message(message) }) };
  }

  message(message: Message): Json {
    return wire(this.#workspace, message);
  }

  /** Unlike any other event it has no event inside. */
  appRateLimited(): Json {
    const { team, bot } = this.#workspace.directory;
    const minute_rate_limited = Math.floor(this.#workspace.clock.now() / 60_000) * 60;
    const ids = { team_id: team.id, api_app_id: bot.app_id };
    return { token: this.#token, type: "app_rate_limited", minute_rate_limited, ...ids };
  }

  event(event: Json, channel: Channel): Json {
    const { team, bot } = this.#workspace.directory;
    const authorization = { enterprise_id: null, team_id: team.id, user_id: bot.user_id, is_bot: true };
    return {
      token: this.#token,
      team_id: team.id,
      context_team_id: team.id,
      context_enterprise_id: null,
      api_app_id: bot.app_id,
      event,
      type: "event_callback",
      event_id: this.#workspace.ids.next("Ev"),
      event_time: Math.floor(this.#workspace.clock.now() / 1000),
      authorizations: [{ ...authorization, is_enterprise_install: false }],
      is_ext_shared_channel: channel.is_ext_shared,
      event_context: this.#workspace.ids.next("EC"),
    };
  }
}
