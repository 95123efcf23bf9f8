/** The Slack surface against a local Slack, with a road of the test behind it. */
import { defineCommand, z } from "../../../src/core/index.ts";
import { namespace, workload } from "../../../src/core/args.ts";
import type { Person } from "../../../src/core/context.ts";
import type { Reply } from "../../../src/core/reply.ts";
import { reply } from "../../../src/core/reply.ts";
import type { Request, Spoken } from "../../../src/core/road.ts";
import { say } from "../../../src/core/text.ts";
import { openLedger } from "../../../src/ledger/index.ts";
import { type LocalSlackOptions, startLocalSlack } from "../../../src/playground/slack/index.ts";
import { type SlackPorts, startSlack } from "../../../src/chat/slack/index.ts";

export const scale = defineCommand({
  name: "scale",
  summary: "Set how many pods a workload runs",
  risk: "change",
  needs: [],
  args: {
    target: workload(),
    replicas: z.int().min(0).max(100).meta({ description: "How many pods" }),
    namespace: namespace(),
  },
  positional: ["target", "replicas"],
  examples: ["scale deploy/web 3"],
  run: async () => reply.ok(say`done`),
});
export const clusters = defineCommand({
  name: "clusters",
  summary: "The clusters that are served",
  risk: "read",
  needs: [],
  args: {
    wide: z.boolean().default(false).meta({ description: "With versions" }),
    health: z.boolean().default(true).meta({ description: "Ask each how it is" }),
    sort: z.enum(["name", "age"]).optional().meta({ description: "Order" }),
  },
  positional: [],
  examples: ["clusters"],
  run: async () => reply.ok(say`done`),
});
const confirm = defineCommand({
  name: "confirm",
  summary: "What only a button says",
  risk: "read",
  needs: [],
  args: { operation: z.string() },
  positional: [],
  examples: [],
  listed: false,
  run: async () => reply.ok(say`done`),
});
export const commands = [scale, clusters, confirm];

/** What the road of a test answers: a Reply for the asker, a Reply for everybody, or a series. */
type Answer = Reply | Spoken | AsyncIterable<Spoken>; // a generator function fits too
export type Road = (request: Request, person: Person) => Answer | Promise<Answer>;

export const toPlace = (one: Reply): Spoken => ({ reply: one, to: "place" });
export const toAsker = (one: Reply): Spoken => ({ reply: one, to: "asker" });

/** Identifies like the real road does, and shows a refusal instead of throwing it. */
const roadOf = (road: Road, asked: Request[]): SlackPorts["dispatch"] =>
  async function* dispatch(request) {
    asked.push(request);
    try {
      const answer = await road(request, await request.who());
      if (Symbol.asyncIterator in answer) yield* answer;
      else yield "to" in answer ? answer : { reply: answer, to: request.place.private ? "place" : "asker" };
    } catch (error) {
      const because = (error as { facts?: { because?: Reply["title"] } }).facts?.because ?? say`${String(error)}`;
      yield toAsker(reply.fail(because));
    }
  };

export interface Options {
  readonly slack?: LocalSlackOptions;
  readonly config?: Partial<SlackPorts["config"]>;
  readonly ports?: Partial<Omit<SlackPorts, "config" | "dispatch">>;
  readonly socket?: boolean;
}

export async function startBot(road: Road, { slack: slackOptions, config, ports, socket = false }: Options = {}) {
  const slack = await startLocalSlack(slackOptions);
  const ledger = await openLedger({ file: ":memory:" });
  const asked: Request[] = [];
  const log: { level: string; message: string; details: object }[] = [];
  const logs = (level: string) => (details: object, message: string) => void log.push({ level, message, details });
  const running = await startSlack({
    config: {
      botToken: slack.botToken,
      signingSecrets: [slack.signingSecret],
      apiUrl: slack.url,
      host: "127.0.0.1",
      port: 0,
      teams: [],
      userGroups: false,
      ...(socket && { appToken: slack.appToken }),
      ...config,
    },
    commands,
    dispatch: roadOf(road, asked),
    ledger,
    identify: ({ team, user, name }) => ({ id: `${team}:${user}`, name, slack: { team, user } }),
    suggest: async () => [],
    log: { info: logs("info"), warn: logs("warn"), error: logs("error") },
    timing: { betweenEdits: 30, longestLive: 60_000, pressAck: 200 },
    ...ports,
  });
  const url = `http://127.0.0.1:${running.port}/slack/events`;
  slack.deliverTo(socket ? "socket" : url);
  return {
    slack,
    ledger,
    url,
    /** What reached the road, in order. */
    asked,
    log,
    running,
    /** What a person can read of a message. */
    read: (message: Parameters<typeof slack.visible>[0]) => slack.visible(message).text,
    /** A press in #general with any value at all, also one that no button of ours has. @returns the HTTP status */
    async presses(user: string, action_id: string, value: string | undefined): Promise<number> {
      const { team } = slack.directory;
      const { id } = slack.directory.channel("general");
      const payload = {
        type: "block_actions",
        team: { id: team.id },
        user: { id: slack.directory.user(user).id, name: user, team_id: team.id },
        channel: { id },
        container: { type: "message", message_ts: "1.1", channel_id: id },
        trigger_id: "1.2.3",
        actions: [{ type: "button", action_id, block_id: "b", value }],
      };
      const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
      const headers = { "content-type": "application/x-www-form-urlencoded", ...slack.signed(body) };
      return (await fetch(url, { method: "POST", body, headers })).status;
    },
    async close() {
      await running.stop();
      await slack.close();
      await ledger.close();
    },
  };
}

export type TestBot = Awaited<ReturnType<typeof startBot>>;
