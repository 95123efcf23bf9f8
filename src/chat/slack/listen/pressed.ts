/** Everything that can be pressed or chosen, in one listener: our buttons carry what they do. */
import { setTimeout as sleep } from "node:timers/promises";
import type { App, BlockAction } from "@slack/bolt";
import { reply } from "../../../core/reply.ts";
import { literal, say } from "../../../core/text.ts";
import { STOP } from "../conversation.ts";
import { RUN } from "../draw/buttons.ts";
import { BUILD } from "../forms/builder.ts";
import { readMetadata } from "../forms/form.ts";
import { isDirect, type Origin } from "../origin.ts";
import { fromValue } from "../press.ts";
import { createAnswer } from "../send/answer.ts";
import { SHARE } from "../share.ts";
import { createHook } from "../send/hook.ts";
import { acknowledge, type Surface } from "./surface.ts";

export function listenToPresses(app: App, surface: Surface): void {
  const { conversation, forms, once, tools, timing, log, now } = surface;

  app.action<BlockAction>(/./, async ({ action, body, ack, context }) => {
    const origin = originOf(body, surface, now());
    const value = "value" in action ? action.value : undefined;
    if (action.action_id.startsWith(RUN))
      return run(origin, value, String(context["delivery"]), () => acknowledge(ack, log));

    await acknowledge(ack, log);
    if (action.action_id === BUILD && action.type === "static_select" && body.view) {
      const start = readMetadata(body.view.private_metadata);
      if (start) await forms.choose(body.view, start, action.selected_option.value);
    }
    if (action.action_id === SHARE) await share(origin, value ?? "", body.user.name ?? "somebody");
    if (action.action_id === STOP) {
      const stopped = conversation.stop(value ?? "", say`Stopped by ${body.user.name ?? "somebody"}.`);
      if (!stopped) await whisper(origin, "There is nothing left to stop.");
    }
  });

  /** A press is acknowledged with its first word, so that a change it carries out is on record by then; but never late. */
  async function run(
    origin: Origin,
    value: string | undefined,
    delivery: string,
    acknowledged: () => Promise<void>,
  ): Promise<void> {
    const pressed = fromValue(value);
    if (!pressed) {
      await acknowledged();
      return whisper(origin, "This button is from another version of me. Say the command again.");
    }
    const { ask, inPlace, ...invocation } = pressed;
    const from = inPlace ? origin : withoutMessage(origin);
    if (ask !== undefined) {
      await acknowledged();
      if (!(await forms.open({ invocation, ask }, from)))
        await whisper(origin, "Slack did not open the form in time. Press the button once more.");
      return;
    }
    const work = (await once(delivery, invocation)) ? conversation.ask(invocation, from) : undefined;
    await Promise.race([work?.started, sleep(timing.pressAck, undefined, { ref: false })]);
    await acknowledged();
  }

  async function share(origin: Origin, id: string, name: string): Promise<void> {
    const kept = tools.shares.find(id);
    if (!kept) return whisper(origin, "This answer is too old to share. Ask again.");
    // Everybody here will read it, so it has to be sure who that is.
    const where = await tools.identity.channel(origin).catch(() => "unseen");
    if (where !== "open")
      return whisper(origin, "I cannot show it here: I do not see who is in this channel. Invite me first.");
    const shared = { ...kept, body: [...kept.body, { note: say`Shared by ${name}` }] };
    await createAnswer(tools, withoutMessage(origin)).show({ reply: shared, to: "place" });
    await createHook(origin, tools)
      .remove()
      .catch((error: unknown) => log.warn({ err: error }, "a shared whisper stayed"));
  }

  const whisper = (origin: Origin, words: string): Promise<void> =>
    createAnswer(tools, withoutMessage(origin)).show({ reply: reply.fail(literal(words)), to: "asker" });
}

/** The answer becomes a message of its own. */
const withoutMessage = (origin: Origin): Origin => ({ ...origin, replaces: undefined });

/** Of an ephemeral message Slack sends no copy, only its container. */
function originOf(body: BlockAction, { bot }: Surface, at: number): Origin {
  const { team, user, channel, container, message, response_url, trigger_id } = body;
  const thread = (message?.["thread_ts"] ?? container?.["thread_ts"]) as string | undefined;
  const id = channel?.id ?? user.id;
  const ts = container?.["message_ts"] as string | undefined;
  return {
    team: team?.id ?? user.team_id ?? "",
    user: user.id,
    channel: id,
    private: isDirect(id) || (thread !== undefined && message?.["parent_user_id"] === bot.user),
    responseUrl: response_url,
    trigger: trigger_id,
    at,
    ...(thread !== undefined && { thread }),
    ...(ts !== undefined && { replaces: { ts, ephemeral: container["is_ephemeral"] === true } }),
  };
}
