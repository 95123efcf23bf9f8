/** The only place where text becomes arguments. After this, everything is JSON. */
import type { Command, Invocation } from "./command.ts";
import { type ArgDoc, type CommandDoc, describe, kebab } from "./describe.ts";
import { Failure } from "./failure.ts";
import { nearest } from "./nearest.ts";
import { say } from "./text.ts";
import { type Token, tokens, unquote } from "./tokens.ts";

/** Characters. Nobody types more; what is pasted by mistake should cost neither time nor a place in the audit log. */
const LONGEST = 12_000;

/** One line as typed → the command and its arguments. Throws Failure for what it does not understand; never guesses. */
export function read(commands: readonly Command[], line: string): Invocation {
  if (line.length > LONGEST) {
    throw new Failure("refused", {
      because: say`That is too long for a command: ${line.length} characters, and ${LONGEST} is the most. Leave out what I do not need.`,
    });
  }
  const words = tokens(line);
  if (/^(kubectl|k8s|k)$/i.test(words[0]?.text ?? "")) words.shift(); // people paste what they know
  const found = longest(commands, words) ?? question(commands, words);
  if (!found) throw unknown(commands, words);
  const doc = describe(found.command);
  return { command: doc.name, args: bind(doc, found.rest, line) };
}

/** "rollout status" before "rollout". Phones write the first word with a capital; `delete pod/web-1` is two words to us. */
function longest(commands: readonly Command[], words: readonly Token[]) {
  const first = words[0]?.text.toLowerCase();
  const family = commands.filter(({ name }) => name === first || name.startsWith(`${first} `));
  const matches = family.flatMap((command) => {
    const parts = command.name.split(" ");
    const last = words[parts.length - 1];
    const noun = parts.length > 1 && last?.text.toLowerCase().startsWith(`${parts.at(-1)}/`);
    const same = parts.every((part, i) => words[i]?.text.toLowerCase() === part || (noun && i === parts.length - 1));
    if (!same) return [];
    const rest = words.slice(parts.length);
    return [
      {
        command,
        rest: noun && last ? [{ ...last, text: last.text.slice(last.text.indexOf("/") + 1) }, ...rest] : rest,
      },
    ];
  });
  return matches.sort((a, b) => b.command.name.length - a.command.name.length)[0];
}

/** Words that begin a question, and no command. "can i delete pods" is near one, so "can" is none of them. */
const ASKS = /^(what|what's|whats|why|how|how's|when|where|which|does|do|did|is|are|should|could)$/i;
const ASKS_IN_CHINESE = /什么|什麼|怎么|怎麼|怎样|怎樣|如何|为什么|為什麼|为何|吗|嗎|哪|是否|区别|區別/;

/** "@kubemate what is a pod?": people who mention somebody ask, and do not command. */
function question(commands: readonly Command[], words: readonly Token[]) {
  const [first, ...others] = words;
  const line = words.map(({ text }) => text).join(" ");
  const isNear =
    nearest(
      first?.text ?? "",
      commands.map(({ name }) => name),
    ).length > 0; // "scle web 5?"
  const asks = others.length > 0 && (ASKS.test(first?.text ?? "") || (/[?？]$/.test(line) && !isNear));
  const command = asks || ASKS_IN_CHINESE.test(line) ? commands.find((one) => one.questions) : undefined;
  return command && { command, rest: words };
}

function unknown(commands: readonly Command[], words: readonly Token[]): Failure {
  const [first = "", second = ""] = words.map((word) => word.text.toLowerCase());
  const names = commands.filter((command) => command.listed).map((command) => command.name);
  const family = names.filter((name) => name.startsWith(`${first} `)).map((name) => name.slice(first.length + 1));
  if (family.length === 0) {
    const members = names.filter((name) => name.split(" ").includes(first)); // "restart" is `rollout restart`
    return new Failure("unknown-command", { word: first, near: members.length > 0 ? members : nearest(first, names) });
  }
  const near = nearest(second, family); // "rollout" alone, or "rollout stats"
  return new Failure("unknown-command", {
    word: `${first} ${second}`.trim(),
    near: (near.length > 0 ? near : family).map((member) => `${first} ${member}`),
  });
}

/** What kubectl's people call the kinds that a workload argument may start with, when written as two words. */
const WORKLOAD_WORD =
  /^(deploy(ments?)?|sts|statefulsets?|ds|daemonsets?|rs|replicasets?|po|pods?|jobs?|cj|cronjobs?)$/i;

function bind(doc: CommandDoc, words: readonly Token[], line: string): Record<string, unknown> {
  const queue = [...words];
  const free = doc.args.filter((arg) => arg.positional).sort((a, b) => order(doc, a) - order(doc, b));
  const args: Record<string, unknown> = {};

  const set = (arg: ArgDoc, text: string) => {
    if (arg.name in args) throw bad(doc, arg, "it is given twice");
    args[arg.name] = toJson(arg, text);
    const left = free.indexOf(arg);
    if (left >= 0) free.splice(left, 1);
  };
  const value = (arg: ArgDoc, said: string): string => {
    const next = queue[0];
    if (!next) throw bad(doc, arg, `${said} needs a value`);
    if (arg.rest) return queue.splice(0) && unquote(line.slice(next.start).trim());
    queue.shift();
    return next.text;
  };

  for (let word = queue.shift(); word; word = queue.shift()) {
    const named = spoken(doc, word, queue) ?? option(doc, word);
    if (named) {
      const { arg, text } = named;
      set(arg, text ?? (arg.type === "boolean" ? "true" : value(arg, word.text)));
      continue;
    }
    const arg = free[0];
    if (!arg) throw misplaced(doc, word.text);
    if (arg.rest) {
      queue.length = 0;
      set(arg, unquote(line.slice(word.start).trim()));
    } else if (arg.suggest === "workload" && WORKLOAD_WORD.test(word.text) && queue[0] && !isOption(doc, queue[0])) {
      set(arg, `${word.text}/${queue.shift()?.text}`);
    } else set(arg, word.text);
  }
  return args;
}

/** What reads well without dashes, of one word or of several: `since 15m`, `save as busy`. */
function spoken(doc: CommandDoc, word: Token, queue: Token[]): { arg: ArgDoc; text?: undefined } | undefined {
  if (word.quoted) return undefined;
  const said = [word, ...queue].map(({ text, quoted }) => (quoted ? "" : text.toLowerCase()));
  const words = ({ flag }: ArgDoc): readonly string[] => flag.split("-");
  const arg = doc.args.find(
    (one) => one.natural && (one.flag === said[0] || words(one).every((part, i) => part === said[i])),
  );
  if (arg && arg.flag !== said[0]) queue.splice(0, words(arg).length - 1);
  return arg && { arg };
}

/** `-n shop`, `--namespace shop`, `--namespace=shop`, `namespace=shop`, `@staging`. */
function option(doc: CommandDoc, word: Token): { arg: ArgDoc; text?: string } | undefined {
  if (word.quoted) return undefined;
  const cluster = doc.args.find((arg) => arg.suggest === "cluster");
  if (cluster && /^@./.test(word.text)) return { arg: cluster, text: word.text.slice(1) };
  if (doc.args.some((arg) => arg.positional && arg.rest) && !/^--?[a-z]/i.test(word.text)) return undefined; // a question is not options

  const dashed = /^(--?)([a-z][\w-]*)(?:=(.*))?$/is.exec(word.text);
  const paired = /^([a-z][\w-]*)=(.*)$/is.exec(word.text);
  const spelled = dashed?.[2] ?? paired?.[1];
  if (spelled !== undefined) {
    const arg = find(doc, spelled, dashed?.[1] === "-");
    if (!arg) throw unknownOption(doc, word.text, spelled);
    const text = dashed ? dashed[3] : paired?.[2];
    return text === undefined ? { arg } : { arg, text };
  }
  return undefined;
}

const isOption = (doc: CommandDoc, word: Token): boolean => (spoken(doc, word, []) ?? option(doc, word)) !== undefined;

function unknownOption(doc: CommandDoc, option: string, spelled: string): Failure {
  const flags = doc.args.map((known) => known.flag);
  const short = /^-([a-z])/i.exec(option)?.[1];
  const glued = short && doc.args.find((arg) => arg.type !== "boolean" && arg.short === short); // kubectl's -oyaml
  const near = nearest(kebab(spelled), flags)[0] ?? (glued ? `-${short} ${option.slice(2)}` : undefined);
  return new Failure("unknown-option", { command: doc.name, option, near, usage: doc.usage });
}

/** A word too many: perhaps one of those that need no dashes, mistyped. */
function misplaced(doc: CommandDoc, option: string): Failure {
  const natural = doc.args.filter((arg) => arg.natural).map((arg) => arg.flag);
  return new Failure("unknown-option", {
    command: doc.name,
    option,
    near: nearest(option, natural)[0],
    usage: doc.usage,
  });
}

function find(doc: CommandDoc, spelled: string, single: boolean): ArgDoc | undefined {
  if (single && spelled.length === 1) return doc.args.find((arg) => arg.short === spelled);
  return doc.args.find(
    (arg) => arg.flag === kebab(spelled).toLowerCase() || arg.name.toLowerCase() === spelled.toLowerCase(),
  );
}

/** Words that are not of the declared type are passed through, so that one place words the complaint. */
function toJson(arg: ArgDoc, text: string): unknown {
  if (arg.type === "boolean") return /^(true|yes)$/i.test(text) ? true : /^(false|no)$/i.test(text) ? false : text;
  if (arg.type === "integer" || arg.type === "number") return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  return text;
}

const order = (doc: CommandDoc, arg: ArgDoc) => doc.usage.indexOf(arg.required ? `<${arg.flag}>` : `[${arg.flag}]`);
const bad = (doc: CommandDoc, arg: ArgDoc, problem: string) =>
  new Failure("bad-argument", { command: doc.name, argument: arg.flag, problem, usage: doc.usage });
