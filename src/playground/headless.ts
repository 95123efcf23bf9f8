/** Plays a script without a page, and writes down what was seen. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Step } from "./script.ts";
import type { LocalSlack, Message } from "./slack/index.ts";

/** Milliseconds for one answer, a rollout followed to its end among them. */
const PATIENCE = 60_000;
/** Milliseconds without a change after which an answer is complete. */
const STILL = 300;

/** @throws Error that names the step, when there is no answer or no such button */
export async function play(slack: LocalSlack, steps: readonly Step[], print: (line: string) => void): Promise<void> {
  for (const step of steps) {
    const line = "says" in step ? step.says : `[${step.presses}]`;
    print(`${step.as}> ${line}`);
    try {
      const outcome =
        "says" in step
          ? await slack.types({ user: step.as, channel: step.channel, text: step.says })
          : await slack.press(step.as, holding(slack, step), step.presses);
      if (outcome.notice) print(indented(outcome.notice));
      else print(indented(words(slack, await settled(slack, () => outcome.seen()))));
    } catch (error) {
      throw new Error(`"${line}" by ${step.as}: ${(error as Error).message.split("\n")[0]}`, { cause: error });
    }
    print("");
  }
}

/** The newest message on the person's screen that has such a button. */
function holding(slack: LocalSlack, { as, presses }: { readonly as: string; readonly presses: string }): Message {
  const { channels } = slack.directory;
  const all = [...[...channels.keys()].flatMap((channel) => slack.messages(channel)), ...slack.ephemerals(as)];
  const found = all
    .toSorted((a, b) => Number(a.ts) - Number(b.ts))
    .findLast((message) => slack.visible(message).text.includes(`[${presses}]`));
  if (!found) throw new Error("there is no such button.");
  return found;
}

/** The newest message, once it has stopped moving. */
async function settled(slack: LocalSlack, seen: () => readonly Message[]): Promise<Message> {
  const end = Date.now() + PATIENCE;
  let before: Message | undefined;
  for (; Date.now() < end; await sleep(STILL)) {
    const now = seen().at(-1);
    if (now && now === before && !slack.visible(now).text.includes("[Stop]")) return now;
    before = now;
  }
  throw new Error(before ? "the answer did not come to an end." : "there was no answer.");
}

const MARKS: Readonly<Record<string, string>> = {
  ":white_check_mark: *OK:* ": "✓ ",
  ":information_source: ": "· ",
  ":warning: *Warning:* ": "! ",
  ":x: *Failed:* ": "✗ ",
};

/** What is only there for Slack to draw is left out. */
function words(slack: LocalSlack, message: Message): string {
  const { text } = slack.visible(message);
  const marked = Object.entries(MARKS).reduce((all, [mark, sign]) => all.replace(mark, sign), text);
  return marked
    .replaceAll("`", "")
    .replace(/^\*(.+)\*$/gm, "$1:")
    .replace(/\n{2,}/g, "\n")
    .trim();
}

const indented = (text: string): string =>
  text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
