import { auth } from "./auth.ts";
import { chat } from "./chat.ts";
import { conversations } from "./conversations.ts";
import type { Method } from "./method.ts";
import { users } from "./users.ts";
import { views } from "./views.ts";

/** Every Web API method that this Slack serves, by name. */
export const methods: Record<string, Method> = { ...auth, ...chat, ...conversations, ...users, ...views };
