import { method } from "./method.ts";

export const apps = {
  "apps.connections.open": method({
    tier: 1,
    token: "app",
    takes: {},
    run: ({ newConnection }) => ({ url: newConnection() }),
  }),
};
