/** Something to tell the time by. Tests pass their own, so that three seconds or half an hour cost nothing. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A person of the workspace. Everything but the name has a default. */
export interface UserOptions {
  name: string;
  id?: string;
  real_name?: string;
  email?: string;
  is_email_confirmed?: boolean;
  is_admin?: boolean;
  /** A guest of several channels. */
  is_restricted?: boolean;
  /** A guest of a single channel. */
  is_ultra_restricted?: boolean;
  /** Somebody of another workspace, met in a channel shared through Slack Connect. */
  is_stranger?: boolean;
  is_bot?: boolean;
  deleted?: boolean;
  /** The home workspace, where it is not this one. */
  team_id?: string;
}

/** A conversation. `members` are names or ids; left out, everybody of the workspace is in it. */
export interface ChannelOptions {
  name: string;
  id?: string;
  is_private?: boolean;
  is_archived?: boolean;
  is_ext_shared?: boolean;
  members?: string[];
  /** Whether the bot has been invited. Default: yes. */
  bot?: boolean;
}

export interface UsergroupOptions {
  handle: string;
  id?: string;
  name?: string;
  /** Names or ids of people. */
  users: string[];
}

export interface BotOptions {
  token: string;
  /** What the token may do. Default: every scope that a method served here can ask for. */
  scopes: string[];
  user_id: string;
  bot_id: string;
  app_id: string;
  name: string;
}

export interface LocalSlackOptions {
  team?: { id?: string; name?: string; domain?: string };
  /** Default: alice and bob. */
  users?: UserOptions[];
  /** Default: #general and the private #ops, with everybody and the bot in them. */
  channels?: ChannelOptions[];
  usergroups?: UsergroupOptions[];
  bot?: Partial<BotOptions>;
  signingSecret?: string;
  appToken?: string;
  clock?: Clock;
  /** The bot's request URL, or `"socket"` for Socket Mode. May also be told later with `deliverTo`. */
  deliverTo?: string;
  /** Names of the app's slash commands; others are "not a valid command". Default: /k8s. */
  commands?: string[];
  /** Event types that the app has subscribed to. Default: app_mention and message.im. */
  events?: string[];
  /** How long Slack waits for an acknowledgement, in milliseconds of real time. Default: 3000. */
  ackDeadline?: number;
  /** Answer 429 when a method is called more often than Slack allows. Default: off. */
  rateLimits?: boolean;
  /** `later` holds shares of uploaded files back until `appearFiles()`, as Slack's malware scan does. */
  filesAppear?: "at once" | "later";
  /** Port to listen on. Default: any free one. */
  port?: number;
}

export const everyScope = [
  "app_mentions:read",
  "channels:history",
  "channels:read",
  "chat:write",
  "chat:write.public",
  "commands",
  "files:read",
  "files:write",
  "groups:history",
  "groups:read",
  "im:history",
  "im:read",
  "im:write",
  "mpim:history",
  "mpim:read",
  "mpim:write",
  "reactions:write",
  "team:read",
  "usergroups:read",
  "users:read",
  "users:read.email",
];
