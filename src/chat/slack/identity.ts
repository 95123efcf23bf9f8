/**
 * Which person is behind a Slack user, and may they be served at all. Slack is asked, and what it does not answer counts
 * as no: names and e-mail addresses can be chosen, ids and the facts below cannot.
 */
import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Person } from "../../core/context.ts";
import { Failure } from "../../core/failure.ts";
import { literal, say, type Text } from "../../core/text.ts";
import type { Bot } from "./app.ts";
import { askerOf, isDirect, type Origin } from "./origin.ts";
import type { Identify, Log, SlackConfig } from "./ports.ts";
import { sentence, SlackFailure } from "./send/errors.ts";
import type { Lanes } from "./send/lanes.ts";

/** Milliseconds that Slack's word is good for: who was made a guest, or left a user group, is refused after this. */
const FRESH = 60_000;

const flag = z.boolean().optional();
const UserInfo = z.object({
  user: z.object({
    team_id: z.string().optional(),
    name: z.string().optional(),
    real_name: z.string().optional(),
    deleted: flag,
    is_bot: flag,
    is_restricted: flag,
    is_ultra_restricted: flag,
    is_stranger: flag,
    is_email_confirmed: flag,
    profile: z.object({ email: z.string().optional(), display_name: z.string().optional() }).optional(),
  }),
});
type UserInfo = z.output<typeof UserInfo>["user"];
const ChannelInfo = z.object({ channel: z.object({ is_ext_shared: flag }) });
const Groups = z.object({ usergroups: z.array(z.object({ id: z.string(), users: z.array(z.string()).optional() })) });

/** open: ours alone. shared: with another organisation. unseen: the bot may not look. */
export type Channel = "open" | "shared" | "unseen";

export interface Identity {
  /** @throws Failure "refused" with the reason, or what `identify` throws */
  person(origin: Origin): Promise<Person>;
  /** @throws SlackFailure */
  channel(origin: Pick<Origin, "channel" | "shared">): Promise<Channel>;
}

interface IdentityOptions {
  readonly lanes: Lanes;
  readonly bot: Bot;
  /** Asked each time: a reload may change it. */
  readonly access: () => Pick<SlackConfig, "teams" | "userGroups">;
  readonly identify: Identify;
  readonly log: Log;
}

export function createIdentity({ lanes, bot, access, identify, log }: IdentityOptions): Identity {
  const cached = <V extends object>(fetchMethod: (id: string) => Promise<V>) =>
    new LRUCache<string, V>({ max: 5000, ttl: FRESH, fetchMethod });

  const users = cached(async (user) => (await lanes.call("users.info", { user }, UserInfo)).user);
  const channels = cached(async (channel) => ({ is: await look(channel) }));
  const groups = cached(
    async (team) => (await lanes.call("usergroups.list", { include_users: true, team_id: team }, Groups)).usergroups,
  );

  async function look(channel: string): Promise<Channel> {
    try {
      const { channel: info } = await lanes.call("conversations.info", { channel }, ChannelInfo);
      return info.is_ext_shared ? "shared" : "open";
    } catch (error) {
      const code = error instanceof SlackFailure ? error.code : "";
      if (code === "channel_not_found") return "unseen"; // a private channel that the bot is not in
      if (/^(unknown_method|method_not_supported|http_404|http_405)/.test(code)) return "open"; // a compatible server without Slack Connect
      throw error;
    }
  }

  async function channel({ channel: id, shared }: Pick<Origin, "channel" | "shared">): Promise<Channel> {
    if (shared !== undefined) return shared ? "shared" : "open";
    if (isDirect(id)) return "unseen"; // perhaps two people's own
    return (await known(channels.fetch(id))).is;
  }

  return {
    channel,
    async person(origin) {
      try {
        const { teams: served, userGroups } = access();
        const teams = served.length > 0 ? served : [bot.team];
        if (!teams.includes(origin.team))
          throw refused(say`This workspace is not served. Whoever runs this bot can add ${origin.team} to its teams.`);
        const [user, where, all] = await Promise.all([
          known(users.fetch(origin.user)),
          channel(origin),
          userGroups ? known(groups.fetch(origin.team)) : [],
        ]);
        const objection = objectionTo(user, teams) ?? (where === "shared" ? SHARED : undefined);
        if (objection) throw refused(literal(objection));
        return await identify({
          team: origin.team,
          user: origin.user,
          name: user.profile?.display_name || user.real_name || user.name || origin.user,
          email: user.is_email_confirmed ? user.profile?.email : undefined,
          groups: all.filter((group) => group.users?.includes(origin.user)).map((group) => group.id),
        });
      } catch (error) {
        if (!(error instanceof SlackFailure)) throw error;
        log.warn(
          { asker: askerOf(origin), method: error.method, code: error.code },
          "Slack did not say who somebody is",
        );
        throw refused(say`I could not make sure who you are, so nothing was done. ${sentence(error)}`);
      }
    },
  };
}

const SHARED =
  "This channel is shared with another organisation, and I do not speak in such channels. Ask me in our direct messages.";

/** Undefined for an ordinary member of a workspace that is served. */
function objectionTo(user: UserInfo, teams: readonly string[]): string | undefined {
  if (user.deleted) return "This account was deactivated.";
  if (user.is_bot) return "I take no orders from bots.";
  if (user.is_stranger || (user.team_id !== undefined && !teams.includes(user.team_id))) {
    return "I only serve members of this workspace. Ask one of them to do it for you.";
  }
  if (user.is_restricted || user.is_ultra_restricted)
    return "Guests cannot use me. Ask a member of this workspace to do it for you.";
  return undefined;
}

const refused = (because: Text) => new Failure("refused", { because });

/** `fetch` gives undefined only when it was aborted, which nobody does here. */
async function known<T>(found: Promise<T | undefined>): Promise<T> {
  const value = await found;
  if (value === undefined) throw new Error("a lookup was aborted");
  return value;
}
