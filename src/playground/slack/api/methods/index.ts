import { apps } from "./apps.ts";
import { auth } from "./auth.ts";
import { chat } from "./chat.ts";
import { conversations } from "./conversations.ts";
import { files } from "./files.ts";
import type { Method } from "./method.ts";
import { reactions } from "./reactions.ts";
import { users } from "./users.ts";
import { views } from "./views.ts";

/** Every Web API method that this Slack serves, by name. */
export const methods: Record<string, Method> = {
  ...apps,
  ...auth,
  ...chat,
  ...conversations,
  ...files,
  ...reactions,
  ...users,
  ...views,
};
