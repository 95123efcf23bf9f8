/** Secrets and addresses, one variable each. .env.example is printed from this. */
import { z } from "zod";

/** What a variable means, and what to write there when nothing is the default. */
const about = (description: string, example?: string) => ({ description, ...(example !== undefined && { example }) });

const address = (protocols: RegExp) =>
  z.url({ protocol: protocols, error: "write it as a URL, such as https://example.com" });

const port = (preset: string) =>
  z
    .string()
    .regex(/^\d+$/, "write it as a number")
    .transform(Number)
    .refine((number) => number <= 65_535, "write a number up to 65535")
    .prefault(preset);

/** A header's value could end the header with a line break; undici and axios refuse that too, but only at night. */
const Headers = z.record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[\x20-\x7e]*$/));

const headers = () =>
  z.string().transform((text, ctx): Readonly<Record<string, string>> => {
    try {
      const parsed = Headers.safeParse(JSON.parse(text));
      if (parsed.success) return parsed.data;
    } catch {
      // said below: it may hold a token, which no message should repeat
    }
    ctx.addIssue({ code: "custom", message: 'write it as JSON, such as {"X-Scope-OrgID":"shop"}' });
    return z.NEVER;
  });

const signingSecret = () =>
  z
    .string()
    .regex(/^\S{8,}$/, "it is too short to be a signing secret; copy it from your Slack app, Basic Information");

export const slackEnvironment = z.object({
  SLACK_BOT_TOKEN: z
    .string({ error: "it is not set; copy it from your Slack app, OAuth & Permissions" })
    .refine(
      (token) => !token.startsWith("xapp-"),
      "this is an app-level token (xapp-); it belongs in SLACK_APP_TOKEN, and the bot token (xoxb-) is on OAuth & Permissions",
    )
    .refine(
      (token) => !token.startsWith("xoxp-"),
      "this is a user token (xoxp-), which would act as one person; the bot token (xoxb-) is on OAuth & Permissions",
    )
    .meta(about("Bot token of your Slack app: OAuth & Permissions, after it is installed.", "xoxb-…")),
  SLACK_SIGNING_SECRET: signingSecret()
    .optional()
    .meta(about("Signing secret: Basic Information. Slack then sends to https://your-host/slack/events.", "")),
  SLACK_SIGNING_SECRET_PREVIOUS: signingSecret()
    .optional()
    .meta(about("The signing secret before this one, while you replace it.")),
  SLACK_APP_TOKEN: z
    .string()
    .refine(
      (token) => !token.startsWith("xox"),
      "this is not an app-level token; it belongs in SLACK_BOT_TOKEN, and the app-level token (xapp-) is on Basic Information",
    )
    .optional()
    .meta(about("App-level token: Basic Information. With it the bot uses Socket Mode and needs no public address.")),
  SLACK_API_URL: address(/^https?$/)
    .optional()
    .meta(about("GovSlack or another server that speaks Slack's API. /api/ may be left out.", "https://slack-gov.com")),
  SLACK_CA_FILE: z.string().optional().meta(about("Certificates (PEM) to trust for Slack, besides the usual ones.")),
  HTTPS_PROXY: address(/^https?$/)
    .optional()
    .meta(about("Proxy on the way to Slack.", "http://proxy.example.com:3128")),
  PORT: port("3000").meta(about("Where Slack's requests come in.")),
});

export const commonEnvironment = z.object({
  METRICS_PORT: port("9464").meta(about("Where /metrics, /healthz and /readyz are served.")),
  KUBECONFIG: z
    .string()
    .optional()
    .meta(about("Kubeconfig files. Without it: ~/.kube/config, else the cluster that the bot runs in.")),
  KUBEMATE_CONFIG: z
    .string()
    .optional()
    .meta(about("The configuration file: people, policy, clusters, channels.", "kubemate.yaml")),
  KUBEMATE_DATA: z
    .string()
    .default("data/kubemate.sqlite")
    .meta(about("The ledger: what was asked and what became of it. Keep it on a disk that lasts.")),
  KNOWLEDGE_DIR: z
    .string()
    .optional()
    .meta(about("A folder of Markdown runbooks that explain answers from, beside the article.", "/runbooks")),
  PROMETHEUS_URL: address(/^https?$/)
    .optional()
    .meta(about("Prometheus, for metrics.", "http://prometheus:9090")),
  PROMETHEUS_HEADERS: headers()
    .optional()
    .meta(about("Headers for Prometheus as JSON: a tenant's, or a token's.", '{"X-Scope-OrgID":"shop"}')),
  FIGURES_AFTER: z.coerce
    .number({ error: "write a number of seconds, or 0 for never" })
    .int()
    .min(0)
    .max(540)
    .default(120)
    .meta(about("Seconds after a change at which traffic, errors and CPU are compared with before. 0: never.")),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"])
    .default("info")
    .meta(about("How much is logged: debug, info, warn, error or silent.")),
});

export type SlackEnvironment = z.output<typeof slackEnvironment>;
export type CommonEnvironment = z.output<typeof commonEnvironment>;
