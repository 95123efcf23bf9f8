import { method } from "./method.ts";

export const auth = {
  "api.test": method({ tier: 4, token: "none", takes: {}, run: () => ({}) }),

  "auth.test": method({
    tier: 4,
    takes: {},
    run({ workspace: { directory }, url }) {
      const { team, bot } = directory;
      const names = { team: team.name, user: bot.name };
      const ids = { team_id: team.id, user_id: bot.user_id, bot_id: bot.bot_id };
      return { url: `${url}/`, ...names, ...ids, is_enterprise_install: false };
    },
  }),

  "team.info": method({
    tier: 3,
    takes: {},
    run({ workspace: { directory }, needs }) {
      needs("team:read");
      return { team: { ...directory.team, email_domain: "" } };
    },
  }),

  "bots.info": method({
    tier: 3,
    takes: {},
    run({ workspace: { directory }, needs }) {
      needs("users:read");
      const { bot_id, app_id, name, user_id } = directory.bot;
      return { bot: { id: bot_id, app_id, name, user_id, deleted: false } };
    },
  }),
};
