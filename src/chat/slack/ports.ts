/** What the Slack surface needs from the rest of the program. main.ts supplies it; tests supply the same. */
import type { Command } from "../../core/command.ts";
import type { Person, Place, Scope } from "../../core/context.ts";
import type { Ledger } from "../../core/ledger.ts";
import type { Dispatch } from "../../core/road.ts";
import type { DrawChart } from "./send/pictures.ts";

export interface SlackConfig {
  /** xoxb-… */
  readonly botToken: string;
  /** HTTP: the signing secret, and the one before it while it is being replaced. */
  readonly signingSecrets: readonly string[];
  /** xapp-…: Socket Mode instead of HTTP. */
  readonly appToken?: string | undefined;
  /** Where the Web API is, with or without /api/: GovSlack, a compatible server. Default: https://slack.com */
  readonly apiUrl?: string | undefined;
  /** HTTP. Default: every interface. */
  readonly host?: string | undefined;
  /** HTTP. 0: any free port. */
  readonly port?: number | undefined;
  /** Team ids whose people are served. Empty: only the team that the app is installed in. */
  readonly teams: readonly string[];
  /** Whether people are mapped by Slack user groups, which costs the scope usergroups:read. */
  readonly userGroups: boolean;
  /** PEM of a certificate authority of one's own, in addition to the public ones. */
  readonly ca?: string | undefined;
}

/** As much of pino as is used here. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** A Slack user as Slack knows them: already known to be no guest, bot or stranger. */
export interface SlackUser {
  readonly team: string;
  readonly user: string;
  readonly name: string;
  /** Only when Slack says that it is confirmed. */
  readonly email?: string | undefined;
  /** Ids of the user groups they are in; empty where groups are not used. */
  readonly groups: readonly string[];
}

/** @throws Failure "unidentified" where the configuration maps this user to nobody */
export type Identify = (user: SlackUser) => Person | Promise<Person>;

/**
 * Names for an argument of this kind that begin with, or contain, what was typed so far, as this person may see them. May
 * be slow or throw.
 * @param scope what the form and the thread already say: names of workloads depend on the namespace
 */
export type Suggest = (kind: string, typed: string, person: Person, scope: Scope) => Promise<readonly string[]>;

/** One call of the Web API, for metrics. */
export type Observe = (call: { readonly method: string; readonly outcome: string; readonly seconds: number }) => void;

/** Milliseconds, for tests that cannot wait. */
export interface Timing {
  /** Between two edits of a live message. */
  readonly betweenEdits: number;
  /** A live answer ends after this. */
  readonly longestLive: number;
  /** A press is acknowledged with its first answer, or after this. */
  readonly pressAck: number;
}

export const TIMING: Timing = { betweenEdits: 3000, longestLive: 10 * 60_000, pressAck: 800 };

export interface SlackPorts {
  readonly config: SlackConfig;
  readonly commands: readonly Command[];
  readonly dispatch: Dispatch;
  readonly ledger: Pick<Ledger, "first">;
  readonly identify: Identify;
  readonly suggest: Suggest;
  /** Which people are served, where that may change while the bot runs. Default: what `config` says. */
  readonly access?: () => Pick<SlackConfig, "teams" | "userGroups">;
  /** What a thread is about, where something knows: an alert's thread. It goes before what people chose with `use`. */
  readonly channelScope?: ((place: Place) => Promise<Scope>) | undefined;
  /** A chart as a PNG. Without it charts are drawn as text. */
  readonly drawChart?: DrawChart | undefined;
  readonly log: Log;
  readonly observe?: Observe;
  readonly timing?: Partial<Timing>;
  /** Unix milliseconds. */
  readonly now?: () => number;
}
