/** What every listener has at hand. */
import type { Command } from "../../../core/command.ts";
import type { Bot } from "../app.ts";
import type { Conversation } from "../conversation.ts";
import type { Forms } from "../forms/open.ts";
import type { Identity } from "../identity.ts";
import type { Log, Suggest, Timing } from "../ports.ts";
import type { Once } from "../receive/once.ts";
import type { AnswerTools } from "../send/tools.ts";

export interface Surface {
  readonly bot: Bot;
  readonly commands: readonly Command[];
  readonly conversation: Conversation;
  readonly forms: Forms;
  readonly identity: Identity;
  readonly once: Once;
  readonly suggest: Suggest;
  readonly tools: AnswerTools;
  readonly timing: Timing;
  readonly log: Log;
  readonly now: () => number;
}

/**
 * Tells Slack that something arrived. In Socket Mode the connection may be gone by then; Slack may show an error, and the
 * answer comes all the same.
 */
export async function acknowledge(ack: () => Promise<void>, log: Log): Promise<void> {
  try {
    await ack();
  } catch (error) {
    log.warn({ err: error }, "Slack could not be told that a request arrived");
  }
}
