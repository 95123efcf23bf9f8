/** The same bot at a terminal: type a line, press a button by its number, answer its questions. */
import { on } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { styleText } from "node:util";
import type { Command, Invocation } from "../../core/command.ts";
import type { Person, Place } from "../../core/context.ts";
import { describe } from "../../core/describe.ts";
import type { Action, Reply } from "../../core/reply.ts";
import type { Dispatch } from "../../core/road.ts";
import { lines } from "./lines.ts";

export interface ShellOptions {
  readonly dispatch: Dispatch;
  readonly commands: readonly Command[];
  readonly person: Person;
  readonly input: Readable;
  readonly output: Writable;
  /** Shown once, above the first prompt. */
  readonly greeting: string;
}

const PLACE: Place = { id: "terminal", private: true };

/** Runs until the input ends or somebody says `exit`. Ctrl-C stops a running answer; at the prompt it leaves. */
export async function shell({ dispatch, commands, person, input, output, greeting }: ShellOptions): Promise<void> {
  const terminal = createInterface({ input, output, completer: completer(commands) });
  const print = (line: string) => output.write(`${line}\n`);
  // Lines wait here while an answer is being given: what is piped in comes faster than answers, and its end sooner.
  const lined = on(terminal, "line", { close: ["close"] });
  let open = true;
  let running: AbortController | undefined;
  let last: Reply | undefined;
  terminal.on("close", () => {
    open = false;
  });
  terminal.on("SIGINT", () => (running ? running.abort() : terminal.close()));

  async function answer(said: string | Invocation): Promise<void> {
    running = new AbortController();
    let before: readonly string[] = [];
    for await (const { reply } of dispatch({
      input: said,
      who: async () => person,
      asker: person.id,
      place: PLACE,
      signal: running.signal,
    })) {
      const now = lines(reply);
      for (const line of now.filter((one) => !before.includes(one))) print(paint(line, reply)); // a live answer repeats itself: print what is new
      before = now;
      last = reply;
    }
    running = undefined;
  }

  /** The next line; undefined once there is none. */
  async function next(prompt: string): Promise<string | undefined> {
    if (open) {
      terminal.setPrompt(prompt);
      terminal.prompt();
    }
    const { value, done } = await lined.next();
    return done ? undefined : (value as [string])[0].trim();
  }

  async function press(action: Action): Promise<Invocation> {
    const command = commands.find((one) => one.name === action.invocation.command);
    const docs = command ? describe(command).args : [];
    const args: Record<string, unknown> = { ...action.invocation.args };
    for (const name of action.ask ?? []) {
      const doc = docs.find((one) => one.name === name);
      const said = await next(`${doc?.description ?? name}: `);
      if (said === undefined || said === "") continue;
      args[name] = doc?.type === "integer" && /^\d+$/.test(said) ? Number(said) : said;
    }
    return { ...action.invocation, args };
  }

  print(greeting);
  for (let line = await next("k8s> "); line !== undefined && !/^(exit|quit)$/i.test(line); line = await next("k8s> ")) {
    const number = /^\[?(\d+)\]?$/.exec(line)?.[1];
    const action = number === undefined ? undefined : last?.actions[Number(number) - 1];
    if (number !== undefined && !action) print(`There is no button ${number} under the last answer.`);
    else if (line !== "") await answer(action ? await press(action) : line);
  }
  terminal.close();
}

const COLOUR = { ok: "green", info: "cyan", warn: "yellow", fail: "red" } as const;

/** Only the mark: the words stay readable on any background. styleText itself obeys NO_COLOR and plain pipes. */
const paint = (line: string, { tone }: Reply): string =>
  line.replace(/^[✓·!✗]/, (mark) => styleText(COLOUR[tone], mark));

const completer =
  (commands: readonly Command[]) =>
  (line: string): [string[], string] => [
    commands.filter((one) => one.listed && one.name.startsWith(line)).map((one) => one.name),
    line,
  ];
