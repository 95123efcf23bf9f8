import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { WebAPIPlatformError, WebClient } from "@slack/web-api";
import {
  type LocalSlack,
  type LocalSlackOptions,
  type Message,
  startLocalSlack,
} from "../../../src/playground/slack/index.ts";

/** A local Slack with a real client, and everything to close at the end of a test. */
export interface Workbench extends AsyncDisposable {
  slack: LocalSlack;
  client: WebClient;
}

const client = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 5000, logLevel: LogLevel.ERROR };

/** A local Slack with nobody but a client in it. */
export async function workbench(options: LocalSlackOptions = {}): Promise<Workbench> {
  const slack = await startLocalSlack(options);
  const webClient = new WebClient(slack.botToken, { ...client, slackApiUrl: slack.apiUrl, logger: silent });
  return { slack, client: webClient, [Symbol.asyncDispose]: () => slack.close() };
}

/** The same with a real Bolt app, reached over HTTP or Socket Mode. `listen` registers its listeners. */
export async function withApp(
  listen: (app: App) => void,
  options: LocalSlackOptions & { mode?: "http" | "socket" } = {},
): Promise<Workbench & { app: App; requestUrl: string }> {
  const bench = await workbench(options);
  const { slack } = bench;
  const clientOptions = { ...client, slackApiUrl: slack.apiUrl };
  const overSocket = options.mode === "socket";
  const receiver = overSocket
    ? new SocketModeReceiver({ appToken: slack.appToken, logger: silent, installerOptions: { clientOptions } })
    : new HTTPReceiver({ signingSecret: slack.signingSecret, logger: silent, endpoints: "/slack/events" });
  const app = new App({ token: slack.botToken, receiver, clientOptions, logger: silent });
  listen(app);
  const server = await app.start(0);
  const requestUrl = overSocket ? "socket" : `http://127.0.0.1:${portOf(server)}/slack/events`;
  slack.deliverTo(requestUrl);
  return {
    ...bench,
    app,
    requestUrl,
    async [Symbol.asyncDispose]() {
      await app.stop();
      await slack.close();
    },
  };
}

export type Payload = Record<string, unknown>;

/** An app that posts these blocks when called, and keeps every interaction that it is sent. */
export async function posting(blocks: object[], listen: (app: App) => void = () => {}) {
  const got: Payload[] = [];
  const bench = await withApp((app) => {
    app.use(async ({ body, next }) => {
      if (body.type) got.push(body as unknown as Payload);
      await next();
    });
    app.action(/./, async ({ ack }) => ack());
    app.shortcut(/./, async ({ ack }) => ack());
    listen(app);
  });
  await bench.client.apiCall("chat.postMessage", { channel: "C0GENERAL", text: "x", blocks });
  const [message] = bench.slack.messages("general");
  return {
    slack: bench.slack,
    client: bench.client,
    got,
    message: message as Message,
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}

function portOf(server: unknown): number {
  const address = (server as { address(): { port: number } }).address();
  return address.port;
}

/** Bolt and the client report what the tests provoke on purpose. */
export const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** A clock that stands still until it is told to move. It starts now, since Bolt compares timestamps with its own. */
export function stoppedClock() {
  let now = Date.now();
  return { now: () => now, advance: (milliseconds: number) => void (now += milliseconds) };
}

/** How Slack refuses blocks; undefined when it takes them. They may be of any shape, so the client's types are put aside. */
export async function blocksRefusal(client: WebClient, blocks: unknown) {
  const response = await refusalOf(client.apiCall("chat.postMessage", { channel: "C0GENERAL", text: "a", blocks }));
  if (!response) return undefined;
  return { error: response.error, errors: response.errors, messages: response.response_metadata?.messages };
}

/** What Slack answers when it refuses. */
export interface Refusal {
  error: string;
  errors?: string[];
  needed?: string;
  provided?: string;
  response_metadata?: { messages?: string[] };
}

/** Slack's answer, where a call fails. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return error.data;
    throw error;
  }
}

/** The error code that a call fails with; undefined when it succeeds. */
export async function errorOf(call: Promise<unknown>): Promise<string | undefined> {
  return (await refusalOf(call))?.error;
}
