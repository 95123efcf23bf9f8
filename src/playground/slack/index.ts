import type { Server } from "node:http";
import { Faults } from "./api/faults.ts";
import { RateLimits } from "./api/rate-limits.ts";
import { listen, serve } from "./api/server.ts";
import { type ApiRequest, WebApi } from "./api/web-api.ts";
import type { Ack } from "./delivery/ack.ts";
import { Bot } from "./delivery/bot.ts";
import { HttpCourier } from "./delivery/http.ts";
import { signatureHeaders } from "./delivery/signing.ts";
import { SocketMode } from "./delivery/socket.ts";
import type { LocalSlackOptions } from "./options.ts";
import { type Forms, forms } from "./people/forms.ts";
import { Payloads } from "./people/payloads.ts";
import { type Press, pressing } from "./people/pressing.ts";
import { type Talk, talk } from "./people/typing.ts";
import { type Screen, screen } from "./screen/screen.ts";
import { Workspace } from "./workspace/workspace.ts";

export type { Message } from "./workspace/messages.ts";
export type { Live } from "./screen/mrkdwn.ts";
export type { Clock, LocalSlackOptions } from "./options.ts";
export type { Outcome } from "./people/outcome.ts";
export type { View } from "./workspace/views.ts";
export type { ApiRequest };

/** A Slack on this machine: what the bot sees of it, what people do in it and what they see. */
export interface LocalSlack extends Talk, Press, Forms, Screen {
  /** e.g. `http://127.0.0.1:40123` */
  url: string;
  /** Base URL of the Web API, for SLACK_API_URL. */
  apiUrl: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  /** Who and what exists here; people and channels may be added at any time. */
  directory: Workspace["directory"];
  /** Where the bot is from now on: its request URL, or `"socket"`. */
  deliverTo(target: string): void;
  /** Sends events again whose time has come, by the clock. */
  redeliver(): Promise<void>;
  /** Delivers the last thing once more, with the same ids in it. */
  repeat(): Promise<Ack>;
  /** Asks the bot whether the request URL is its own, as Slack does when one is entered. */
  verifyUrl(): Promise<boolean>;
  /** Tells the bot that events are being dropped: more than 30,000 came in an hour. */
  dropEvents(): Promise<Ack>;
  /** Headers that make a request body look as if Slack had sent it, at this time (milliseconds). */
  signed(body: string, at?: number): Record<string, string>;
  /** Everything that the bot asked of the Web API, in order. */
  requests: ApiRequest[];
  faults: Faults;
  /** Set `on` to have Slack's limits enforced. */
  limits: RateLimits;
  socket: SocketMode;
  /** Makes a token worthless. */
  revoke(token: string): void;
  close(): Promise<void>;
}

/**
 * Starts a Slack on loopback. Close it when done.
 *
 * @example
 * const slack = await startLocalSlack();
 * // Start the bot with slack.apiUrl, slack.botToken and slack.signingSecret, then:
 * slack.deliverTo("http://127.0.0.1:3000/slack/events");
 * const outcome = await slack.slash("alice", "general", "/k8s", "get pods");
 * const answer = await outcome.answer();
 * await slack.press("alice", answer, "Share here");
 */
export async function startLocalSlack(options: LocalSlackOptions = {}): Promise<LocalSlack> {
  const workspace = new Workspace(options);
  const { clock, directory, ids, journal } = workspace;
  const note = (line: string) => journal.note(line);
  const signingSecret = options.signingSecret ?? "local-signing-secret";
  const appToken = options.appToken ?? "xapp-local-app";
  const deadline = options.ackDeadline ?? 3000;

  const { server, url } = await listen(options.port ?? 0);
  const faults = new Faults();
  const limits = new RateLimits(clock, options.rateLimits ?? false);
  const socket = new SocketMode({ ids, appId: directory.bot.app_id, deadline, note });
  const newConnection = () => url.replace("http", "ws") + socket.ticket();
  const api = new WebApi({ workspace, faults, limits, appToken, url, newConnection });
  serve(server, workspace, api);
  server.on("upgrade", (request, stream, head) => socket.upgrade(request, stream, head));

  const bot = new Bot(clock, note);
  const deliverTo = (target: string): void => {
    bot.courier = target === "socket" ? socket : new HttpCourier(target, signingSecret, clock, deadline);
  };
  if (options.deliverTo) deliverTo(options.deliverTo);

  const payloads = new Payloads(workspace, url);
  const press = pressing(workspace, bot, payloads);
  const app = { commands: options.commands ?? ["/k8s"], events: options.events ?? ["app_mention", "message.im"] };
  return {
    url,
    apiUrl: `${url}/api/`,
    botToken: directory.bot.token,
    appToken,
    signingSecret,
    directory,
    deliverTo,
    redeliver: () => bot.redeliver(),
    repeat: () => bot.repeat(),
    async verifyUrl() {
      const challenge = ids.next("challenge");
      const ack = await bot.deliver({ kind: "events_api", payload: { type: "url_verification", challenge } });
      return ack.body["challenge"] === challenge || ack.body["text"] === challenge;
    },
    dropEvents: () => bot.deliver({ kind: "events_api", payload: payloads.appRateLimited() }),
    signed: (body, at = clock.now()) => signatureHeaders(signingSecret, body, at),
    requests: api.requests,
    faults,
    limits,
    socket,
    revoke: (token) => void api.revoked.add(token),
    ...talk(workspace, bot, payloads, app),
    ...press,
    ...forms(workspace, bot, payloads, press),
    ...screen(workspace),
    async close() {
      socket.close();
      await closed(server);
    },
  };
}

async function closed(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}
