import { SlackError } from "../../errors.ts";
import type { Json } from "../../json.ts";
import type { User } from "../../workspace/directory.ts";
import { flag, text } from "../arguments.ts";
import { type Call, method } from "./method.ts";

export const users = {
  "users.info": method({
    tier: 4,
    takes: { user: text, include_locale: flag.optional() },
    run(call, args) {
      call.needs("users:read");
      const user = call.workspace.directory.users.get(args.user);
      if (!user) throw new SlackError("user_not_found");
      return { user: userOnWire(call, user) };
    },
  }),

  "usergroups.list": method({
    tier: 2,
    takes: { include_users: flag.optional(), include_count: flag.optional(), include_disabled: flag.optional() },
    run({ workspace: { directory }, needs }, args) {
      needs("usergroups:read");
      const groups = [...directory.usergroups.values()].map(({ users, ...group }) => ({
        ...group,
        team_id: directory.team.id,
        is_usergroup: true,
        date_delete: 0,
        ...(args.include_users ? { users } : {}),
        ...(args.include_count ? { user_count: users.length } : {}),
      }));
      return { usergroups: groups };
    },
  }),

  "usergroups.users.list": method({
    tier: 2,
    takes: { usergroup: text, include_disabled: flag.optional() },
    run({ workspace: { directory }, needs }, args) {
      needs("usergroups:read");
      const group = directory.usergroups.get(args.usergroup);
      if (!group) throw new SlackError("no_such_subteam");
      return { users: group.users };
    },
  }),
};

function userOnWire(call: Call, user: User): Json {
  const real_name = user.real_name ?? user.name;
  const stranger = user.is_stranger ?? false;
  const sharesEmail = user.email !== undefined && call.has("users:read.email") && !stranger;
  return {
    id: user.id,
    team_id: user.team_id,
    name: user.name,
    real_name,
    deleted: user.deleted ?? false,
    is_bot: user.is_bot ?? false,
    is_app_user: false,
    is_stranger: stranger,
    updated: 0,
    profile: {
      real_name,
      display_name: user.name,
      team: user.team_id,
      ...(sharesEmail ? { email: user.email } : {}),
    },
    // Of people of other workspaces Slack tells no more than this.
    ...(stranger
      ? {}
      : {
          tz: "Etc/UTC",
          tz_label: "Coordinated Universal Time",
          tz_offset: 0,
          is_admin: user.is_admin ?? false,
          is_owner: false,
          is_restricted: user.is_restricted ?? false,
          is_ultra_restricted: user.is_ultra_restricted ?? false,
          is_email_confirmed: user.is_email_confirmed ?? true,
        }),
  };
}
