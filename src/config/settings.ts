/** The configuration as the rest of the program sees it. */
import type { Scope } from "../core/context.ts";
import type { Policy } from "../core/policy.ts";
import type { CommonEnvironment, SlackEnvironment } from "./environment.ts";
import type { ConfigFile, People } from "./file.ts";

export interface ChannelSettings {
  readonly scope: Scope;
  /** Namespaces whose reads are answered openly there. */
  readonly sees: readonly string[];
}

/** What every surface needs. */
export interface Settings {
  readonly metricsPort: number;
  readonly kubeconfig: string | undefined;
  readonly ledgerFile: string;
  /** Markdown runbooks, for explain. */
  readonly knowledgeDir?: string | undefined;
  readonly prometheusUrl?: string | undefined;
  /** Seconds. */
  readonly figuresAfter: number;
  readonly prometheusHeaders?: Readonly<Record<string, string>> | undefined;
  readonly logLevel: CommonEnvironment["LOG_LEVEL"];
  readonly people: People;
  /** What people call each cluster, and its context; the default first. Empty: whatever the kubeconfig has. */
  readonly clusters: readonly { readonly name: string; readonly context: string }[];
  /** By place id, "T123:C456". */
  readonly channels: ReadonlyMap<string, ChannelSettings>;
  readonly policy: Policy;
  /** Undefined: every kind except Secrets. */
  readonly kinds: readonly string[] | undefined;
  readonly keepDays: number;
}

export interface SlackSettings {
  readonly botToken: string;
  /** The present one and, while it is being replaced, the one before. */
  readonly signingSecrets: readonly string[];
  /** Socket Mode instead of HTTP. */
  readonly appToken: string | undefined;
  readonly apiUrl: string | undefined;
  /** PEM. */
  readonly ca: string | undefined;
  readonly port: number;
  /** Empty: only the workspace of the bot token. */
  readonly teams: readonly string[];
  /** Whether people are mapped by user groups, which costs the scope usergroups:read. */
  readonly userGroups: boolean;
}

export interface Config extends Settings {
  readonly slack: SlackSettings;
}

/** @param builtIn the policy where the file has none */
export function settings(env: CommonEnvironment, file: ConfigFile, builtIn: Policy): Settings {
  const { people, channels, policy, kinds, keepDays, clusters, defaultCluster } = file;
  const named = Object.entries(clusters).map(([name, context]) => ({ name, context }));
  return {
    metricsPort: env.METRICS_PORT,
    kubeconfig: env.KUBECONFIG,
    ledgerFile: env.KUBEMATE_DATA,
    knowledgeDir: env.KNOWLEDGE_DIR,
    prometheusUrl: env.PROMETHEUS_URL,
    figuresAfter: env.FIGURES_AFTER,
    prometheusHeaders: env.PROMETHEUS_HEADERS,
    logLevel: env.LOG_LEVEL,
    people,
    clusters: named.sort((a, b) => Number(b.name === defaultCluster) - Number(a.name === defaultCluster)),
    channels: new Map(
      Object.entries(channels).map(([id, { sees, ...scope }]) => [id, { scope: defined(scope), sees }]),
    ),
    policy: policy ? { configured: true, rules: policy } : builtIn,
    kinds,
    keepDays,
  };
}

export const slackSettings = (env: SlackEnvironment, ca: string | undefined, file: ConfigFile): SlackSettings => ({
  botToken: env.SLACK_BOT_TOKEN,
  signingSecrets: [env.SLACK_SIGNING_SECRET, env.SLACK_SIGNING_SECRET_PREVIOUS].filter(
    (secret) => secret !== undefined,
  ),
  appToken: env.SLACK_APP_TOKEN,
  apiUrl: env.SLACK_API_URL,
  ca,
  port: env.PORT,
  teams: file.teams,
  userGroups: Object.keys(file.people.userGroups).length > 0,
});

/** A Scope is merged over another, and an undefined field would blot out what it means to leave alone. */
const defined = ({ cluster, namespace }: { cluster?: string | undefined; namespace?: string | undefined }): Scope => ({
  ...(cluster !== undefined && { cluster }),
  ...(namespace !== undefined && { namespace }),
});
