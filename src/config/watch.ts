/** The configuration as it stands now: read again on SIGHUP, kept where the new one is bad. */
import { ConfigProblems } from "./problems.ts";

/** As much of pino as is used here. */
interface Log {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface Watched<Config> {
  /** Ask at each request; do not keep it. */
  current(): Config;
  /** Stops listening to SIGHUP, which then ends the process again. */
  stop(): void;
}

/**
 * @param load reads everything anew; may throw ConfigProblems
 * @throws ConfigProblems when the first reading fails: there is nothing to fall back on
 */
export function watchConfig<Config>(load: () => Config, log: Log): Watched<Config> {
  let config = load();
  function reload(): void {
    try {
      config = load();
      log.info({}, "The configuration was read again");
    } catch (error) {
      const details = error instanceof ConfigProblems ? { problems: error.problems } : { err: error };
      log.error(details, "The new configuration is bad, so the old one stays in force");
    }
  }
  process.on("SIGHUP", reload);
  return { current: () => config, stop: () => void process.off("SIGHUP", reload) };
}
