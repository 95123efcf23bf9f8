/** The Slack app as Slack wants to know it: docs.slack.dev/reference/app-manifest. Nothing in it depends on a workspace. */
import type { AppsManifestCreateArguments } from "@slack/web-api";
import { ASK } from "./listen/forms.ts";

/** What the bot cannot do without. */
export const REQUIRED_SCOPES = [
  "commands",
  "app_mentions:read",
  "im:history",
  "chat:write",
  "files:write",
  "users:read",
  "channels:read",
  "groups:read",
] as const;

/** What can be added, and what it is good for. */
export const OPTIONAL_SCOPES = [
  {
    scope: "chat:write.public",
    enables: "answers that are kept up to date in public channels without inviting the bot",
  },
  { scope: "usergroups:read", enables: "mapping people to Kubernetes groups by their Slack user groups (paid plans)" },
  {
    scope: "users:read.email",
    enables:
      "mapping people to Kubernetes users by their confirmed e-mail address, where the configuration switches it on",
  },
  { scope: "mpim:read", enables: "answers in group direct messages" },
] as const;

export interface ManifestOptions {
  /** Where Slack reaches the bot: https://kubemate.example.com. Undefined for Socket Mode, which needs no address. */
  readonly url?: string;
}

export function slackManifest({ url }: ManifestOptions = {}): AppsManifestCreateArguments["manifest"] {
  const request_url = url === undefined ? undefined : new URL("/slack/events", url).href;
  const at = request_url === undefined ? {} : { request_url };
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: "kubemate",
      description:
        "Your team's Kubernetes mate: says what is wrong, shows what a change would do, and makes it as you.",
      background_color: "#1f3a5f",
    },
    features: {
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: "kubemate", always_online: true },
      shortcuts: [
        {
          type: "message",
          name: "Ask kubemate about this",
          callback_id: ASK,
          description: "Run a command in this message's thread",
        },
      ],
      slash_commands: [
        {
          command: "/k8s",
          ...(request_url !== undefined && { url: request_url }),
          description: "Look at Kubernetes, and change it as yourself",
          usage_hint: "get pods -n shop | logs web since 15m | scale deploy/web 3 | help",
          should_escape: true,
        },
      ],
    },
    oauth_config: { scopes: { bot: [...REQUIRED_SCOPES] } },
    settings: {
      event_subscriptions: { ...at, bot_events: ["app_mention", "message.im"] },
      interactivity: {
        is_enabled: true,
        ...at,
        ...(request_url !== undefined && { message_menu_options_url: request_url }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  };
}
