import type { Ack } from "../delivery/ack.ts";
import type { Json } from "../json.ts";
import type { Message } from "../workspace/messages.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** What became of something that a person did. */
export interface Outcome {
  /** How the bot acknowledged it. */
  ack: Ack;
  /** What Slack itself told the person, e.g. `/k8s failed with the error "operation_timeout"`. */
  notice?: string;
  /** Errors below the fields of a form: block id → sentence. */
  errors?: Record<string, string>;
  /** What a menu offered, where the bot was asked. */
  options?: Json[];
  /** Messages that this person has seen appear or change since, oldest first. */
  seen(): Message[];
  /** Waits for the first of them. @param deadline milliseconds of real time */
  answer(deadline?: number): Promise<Message>;
}

/** The acknowledgement of something that the bot is not told of. */
export const unnoticed: Ack = { ok: true, body: {} };

/** Starts to watch what a person sees; the result makes the outcome. */
export function watching(workspace: Workspace, user: string): (ack: Ack, more?: Partial<Outcome>) => Outcome {
  const { journal, directory } = workspace;
  const start = journal.entries.length;
  const seen = (): Message[] =>
    journal.entries
      .slice(start)
      .flatMap((entry) => entry.message ?? [])
      .filter((message) => message.user !== user)
      .filter((message) => message.onlyFor === undefined || message.onlyFor === user)
      .filter((message) => directory.channels.get(message.channel)?.members.has(user));
  const answer = (deadline?: number) => journal.until(() => seen()[0], deadline);
  return (ack, more) => ({ ack, seen, answer, ...more });
}
