/** Slack, started: who the bot is, what it hears, and how it stops. */
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Place } from "../../core/context.ts";
import type { Reply } from "../../core/reply.ts";
import { plain } from "../../core/text.ts";
import { type Bot, boltLogger, createBolt } from "./app.ts";
import { createConversation } from "./conversation.ts";
import { createForms } from "./forms/open.ts";
import { createIdentity } from "./identity.ts";
import { listenToForms } from "./listen/forms.ts";
import { listenToPresses } from "./listen/pressed.ts";
import { listenToTyping } from "./listen/typed.ts";
import { REQUIRED_SCOPES } from "./manifest.ts";
import { type SlackPorts, TIMING } from "./ports.ts";
import { createOnce } from "./receive/once.ts";
import { httpReceiver } from "./receive/http.ts";
import { socketReceiver } from "./receive/socket.ts";
import { createVerifier } from "./receive/verify.ts";
import { createEditBudget } from "./send/budget.ts";
import { FATAL, sentence, SlackFailure } from "./send/errors.ts";
import { createLanes, type Lanes } from "./send/lanes.ts";
import { apiBase, createNetwork } from "./send/network.ts";
import { createPoster } from "./send/post.ts";
import { createShares } from "./share.ts";

export { OPTIONAL_SCOPES, REQUIRED_SCOPES, slackManifest } from "./manifest.ts";
export type { Identify, SlackConfig, SlackPorts, SlackUser, Suggest } from "./ports.ts";

export interface RunningSlack {
  readonly bot: Bot;
  /** HTTP only: where Slack's requests are taken. */
  readonly port: number | undefined;
  /** Says something that nobody asked for just now: what became of a change that a restart interrupted. */
  tell(place: Place, reply: Reply): Promise<void>;
  /** Lets what is nearly finished finish, tells the rest, and is done in under five seconds. */
  stop(): Promise<void>;
}

/** @throws Error with the fix in it when Slack refuses a token, or the configuration cannot be right */
export async function startSlack(ports: SlackPorts): Promise<RunningSlack> {
  const {
    config,
    commands,
    dispatch,
    ledger,
    identify,
    suggest,
    channelScope,
    drawChart,
    log,
    observe,
    access = () => config,
    now = Date.now,
  } = ports;
  const timing = { ...TIMING, ...ports.timing };
  const http = config.appToken
    ? undefined
    : httpReceiver({
        verify: createVerifier(config.signingSecrets, now),
        host: config.host,
        port: config.port ?? 3000,
        log,
      });
  const base = apiBase(config.apiUrl);
  const network = createNetwork(config.ca);
  const closing = new AbortController();
  const logger = boltLogger(log);
  // undici's types and Node's own copy of them differ in details that no call here touches.
  const clientOptions = { slackApiUrl: base, fetch: network.fetch as unknown as typeof fetch, logger };

  const lanes = createLanes({ token: config.botToken, clientOptions, observe, signal: closing.signal });
  const bot = await introduce(lanes, log, closing.signal).catch(async (error: unknown) => {
    await network.close();
    throw error;
  });
  const identity = createIdentity({ lanes, bot, access, identify, log });
  const budget = createEditBudget(now);
  const poster = createPoster(lanes, budget, closing.signal);
  const shares = createShares();
  const tools = { lanes, network, apiBase: base, poster, identity, shares, drawChart, bot, log, now };
  const forms = createForms({ lanes, commands, now, log });
  const conversation = createConversation({ dispatch, channelScope, log, tools, identity, forms, budget, timing });

  const receiver =
    http ??
    socketReceiver({ appToken: config.appToken ?? "", clientOptions, dispatcher: network.dispatcher, logger, log });
  const app = createBolt({ token: config.botToken, bot, receiver, clientOptions, log });
  const surface = {
    bot,
    commands,
    conversation,
    forms,
    identity,
    once: createOnce({ ledger, commands, log, now }),
    suggest,
    tools,
    timing,
    log,
    now,
  };
  listenToTyping(app, surface);
  listenToPresses(app, surface);
  listenToForms(app, surface);

  await app.start();

  return {
    bot,
    port: http?.port,
    async tell(place, reply) {
      const channel = place.id.slice(place.id.indexOf(":") + 1);
      await poster.post(reply, {}, { channel, thread: place.thread });
    },
    async stop() {
      await Promise.all([app.stop(), conversation.close()]);
      closing.abort();
      await network.close();
    },
  };
}

const Introduction = z.object({
  user_id: z.string(),
  team_id: z.string(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

/** Attempts at about twice the pause of the one before: half a minute in all, then whoever started us decides. */
const ATTEMPTS = 6;

async function introduce(lanes: Lanes, log: SlackPorts["log"], signal: AbortSignal): Promise<Bot> {
  for (let tries = 1; ; tries += 1) {
    try {
      const { user_id, team_id, user, bot_id, response_metadata } = await lanes.call("auth.test", {}, Introduction);
      const scopes = response_metadata?.scopes;
      const missing = scopes ? REQUIRED_SCOPES.filter((scope) => !scopes.includes(scope)) : [];
      if (missing.length > 0)
        log.warn({ missing }, "the Slack app lacks scopes: add them under OAuth & Permissions and install it again");
      return { team: team_id, user: user_id, id: bot_id ?? "", name: user ?? "kubemate" };
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error;
      if (FATAL.has(error.code) || tries === ATTEMPTS) throw new Error(plain(sentence(error)), { cause: error });
      log.warn({ code: error.code }, "Slack does not answer yet");
      await sleep(500 * 2 ** tries, undefined, { signal });
    }
  }
}
