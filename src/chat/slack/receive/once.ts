/** Each delivery has its effect once: Slack delivers again what it thinks was lost, and anybody could replay a request. */
import type { Command, Invocation } from "../../../core/command.ts";
import type { Ledger } from "../../../core/ledger.ts";
import type { Log } from "../ports.ts";

/** Twice as long as a signature is accepted for, in milliseconds. */
const MEMORY = 10 * 60_000;

/**
 * True for the first delivery with this key.
 * @param input what would be done
 */
export type Once = (key: string, input: string | Invocation) => Promise<boolean>;

interface OnceOptions {
  readonly ledger: Pick<Ledger, "first">;
  readonly commands: readonly Command[];
  readonly log: Log;
  readonly now: () => number;
}

export function createOnce({ ledger, commands, log, now }: OnceOptions): Once {
  const looks = wordsThatOnlyLook(commands);
  // Two generations: the older one is at least as old as the memory when it is dropped, and nothing has a timer of its own.
  let recent = new Set<string>();
  let older = new Set<string>();
  let since = now();

  return async (key, input) => {
    if (now() - since > MEMORY) [older, recent, since] = [recent, new Set(), now()];
    if (recent.has(key) || older.has(key)) return false;
    recent.add(key);
    if (looks.has(firstWord(typeof input === "string" ? input : input.command))) return true;
    try {
      return await ledger.first(key, MEMORY);
    } catch (error) {
      // With the ledger gone nothing is changed anyway (no audit row, no action), and this process still remembers.
      log.error({ err: error }, "the ledger cannot tell whether this was delivered before a restart");
      return true;
    }
  };
}

/**
 * To look twice harms nobody, so a look is not remembered beyond this process: its row would cost more than its answer.
 * Told by the first word alone, because this comes before every answer: "rollout" also restarts, so it is none of them.
 */
function wordsThatOnlyLook(commands: readonly Command[]): ReadonlySet<string> {
  const words = new Set(commands.filter(onlyLooks).map(({ name }) => firstWord(name)));
  for (const { name } of commands.filter((command) => !onlyLooks(command))) words.delete(firstWord(name));
  return words;
}

const onlyLooks = ({ needs }: Command): boolean =>
  needs.length > 0 && needs.every((need) => /^(get|list|watch) /.test(need));

const firstWord = (line: string): string => /^\S*/.exec(line)?.[0].toLowerCase() ?? "";
