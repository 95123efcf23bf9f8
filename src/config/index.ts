/** Everything that can be configured, checked once, where it comes in. */
export { envExample } from "./example.ts";
export type { People } from "./file.ts";
export { identify, type Member } from "./identify.ts";
export { loadConfig, loadSettings, type ReadFile } from "./load.ts";
export { ConfigProblems } from "./problems.ts";
export type { ChannelSettings, Config, Settings, SlackSettings } from "./settings.ts";
export { type Watched, watchConfig } from "./watch.ts";
