import {
  type BotOptions,
  type ChannelOptions,
  everyScope,
  type LocalSlackOptions,
  type UserOptions,
} from "../options.ts";

export interface User extends UserOptions {
  id: string;
  team_id: string;
}

export interface Channel {
  id: string;
  name: string;
  kind: "public" | "private" | "im" | "mpim";
  is_archived: boolean;
  is_ext_shared: boolean;
  /** User ids, the bot's among them where it has been invited. */
  members: Set<string>;
}

export interface Usergroup {
  id: string;
  handle: string;
  name: string;
  users: string[];
}

export interface Team {
  id: string;
  name: string;
  domain: string;
}

/** Who and what exists in the workspace: team, people, conversations, user groups, the bot. */
export class Directory {
  readonly team: Team;
  readonly bot: BotOptions;
  readonly users = new Map<string, User>();
  readonly channels = new Map<string, Channel>();
  readonly usergroups = new Map<string, Usergroup>();

  constructor(options: LocalSlackOptions) {
    this.team = { id: "T0LOCAL", name: "Local", domain: "local", ...options.team };
    this.bot = {
      token: "xoxb-local-bot",
      scopes: everyScope,
      user_id: "U0BOT",
      bot_id: "B0BOT",
      app_id: "A0BOT",
      name: "kubemate",
      ...options.bot,
    };
    this.addUser({ name: this.bot.name, id: this.bot.user_id, is_bot: true });
    for (const user of options.users ?? [{ name: "alice" }, { name: "bob" }]) this.addUser(user);
    const channels = options.channels ?? [{ name: "general" }, { name: "ops", is_private: true }];
    for (const channel of channels) this.addChannel(channel);
    for (const group of options.usergroups ?? []) {
      const id = group.id ?? idFrom("S", group.handle);
      this.usergroups.set(id, {
        id,
        handle: group.handle,
        name: group.name ?? group.handle,
        users: group.users.map((user) => this.user(user).id),
      });
    }
  }

  addUser(options: UserOptions): User {
    const user = { ...options, id: options.id ?? idFrom("U", options.name), team_id: options.team_id ?? this.team.id };
    this.users.set(user.id, user);
    return user;
  }

  addChannel(options: ChannelOptions): Channel {
    const everybody = [...this.users.values()].filter((user) => user.id !== this.bot.user_id).map((user) => user.id);
    const members = new Set(options.members?.map((member) => this.user(member).id) ?? everybody);
    if (options.bot !== false) members.add(this.bot.user_id);
    const channel: Channel = {
      id: options.id ?? idFrom("C", options.name),
      name: options.name,
      kind: options.is_private ? "private" : "public",
      is_archived: options.is_archived ?? false,
      is_ext_shared: options.is_ext_shared ?? false,
      members,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  /**
   * A person by id or name.
   * @throws Error when there is none: a mistake of the test
   */
  user(idOrName: string): User {
    const found = this.users.get(idOrName) ?? [...this.users.values()].find((user) => user.name === idOrName);
    if (!found) throw new Error(`Nobody called ${idOrName} here. There are ${namesOf(this.users)}.`);
    return found;
  }

  /**
   * A conversation by id or name, with or without `#`; `@alice` is the bot's direct messages with alice.
   * @throws Error when there is none: a mistake of the test
   */
  channel(idOrName: string): Channel {
    if (idOrName.startsWith("@")) return this.directMessages([this.user(idOrName.slice(1)).id]);
    const name = idOrName.replace(/^#/, "");
    const found = this.channels.get(idOrName) ?? [...this.channels.values()].find((channel) => channel.name === name);
    if (!found) throw new Error(`No channel called ${idOrName} here. There are ${namesOf(this.channels)}.`);
    return found;
  }

  /** The conversation of the bot with these people, opened when it does not exist. */
  directMessages(userIds: string[]): Channel {
    const members = new Set([...userIds, this.bot.user_id]);
    const name = userIds.map((id) => this.user(id).name).join("-");
    const id = userIds.length === 1 ? idFrom("D", name) : idFrom("G", name);
    const existing = this.channels.get(id);
    if (existing) return existing;
    const kind = userIds.length === 1 ? "im" : "mpim";
    const channel: Channel = { id, name: `dm-${name}`, kind, is_archived: false, is_ext_shared: false, members };
    this.channels.set(id, channel);
    return channel;
  }

  hasBot(channel: Channel): boolean {
    return channel.members.has(this.bot.user_id);
  }
}

function idFrom(prefix: string, name: string): string {
  return `${prefix}0${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "")}`;
}

function namesOf(entries: Map<string, { name: string }>): string {
  return [...entries.values()].map((entry) => entry.name).join(", ");
}
