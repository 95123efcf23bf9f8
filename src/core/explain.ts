/** The only place where an error becomes words. One sentence for what happened, one for the fix. */
import type { Invocation } from "./command.ts";
import { type Facts, Failure, type FailureCode } from "./failure.ts";
import { quoted } from "./quoted.ts";
import { type Action, button, type Reply, reply } from "./reply.ts";
import { join, literal, say, type Text } from "./text.ts";

/** @param asked what was asked for, so that an ambiguous word can be settled by a button. */
export function explain(error: unknown, reference: string, asked?: Invocation): Reply {
  if (!(error instanceof Failure))
    return reply.fail(say`Something broke on our side. Quote ${reference} when you ask for help.`);
  const failure: Failure = error;
  const words = WORDS[failure.code] as (facts: Facts[FailureCode], asked?: Invocation) => Text | Reply;
  const said = words(failure.facts, asked);
  return "tone" in said ? said : reply.fail(said);
}

const NO_METRICS: Readonly<Record<Facts["no-metrics"]["why"], (detail: string) => Text>> = {
  unreachable: (detail) =>
    say`Prometheus cannot be reached (${detail}). Whoever runs this bot can check PROMETHEUS_URL.`,
  slow: () => say`Prometheus did not answer within ten seconds. Ask for a shorter time, or try again in a minute.`,
  stranger: (detail) =>
    say`What answers at PROMETHEUS_URL is no Prometheus (${detail}). Whoever runs this bot can check the address.`,
  large: () => say`Prometheus answered with more than can be shown. Ask for a shorter time.`,
  refused: (detail) => say`Prometheus refused the query: ${detail}`,
  spent: (detail) => say`You have asked Prometheus as much as one person may in a minute. Ask again in ${detail}.`,
};

const WORDS: { readonly [Code in FailureCode]: (facts: Facts[Code], asked?: Invocation) => Text | Reply } = {
  "unknown-command": ({ word, near }) =>
    near.length > 0
      ? reply.fail(say`There is no command ${word.split(" ").map(quoted).join(" ")}. Did you mean ${or(near)}?`, {
          actions: near.map((name) => button(name, help(name))),
        })
      : reply.fail(noCommand(word), { actions: [button("Show the commands", help())] }),
  "unknown-option": ({ command, option, near, usage }) =>
    usageReply(
      near
        ? say`${command} does not know ${quoted(option)}. Did you mean ${near}?`
        : say`${command} does not know what to do with ${quoted(option)}.`,
      usage,
    ),
  "bad-argument": ({ command, argument, problem, usage }) =>
    usageReply(argument ? say`${command}: ${argument} – ${problem}.` : say`${command}: ${problem}.`, usage),
  "missing-arguments": ({ invocation, names, usage }) => {
    const form: Action = { label: "Fill it in", invocation, ask: names };
    return reply.warn(say`${invocation.command} also needs ${and(names)}.`, {
      body: [{ note: say`${usage}` }],
      actions: [form],
      form,
    });
  },
  "unknown-kind": ({ word, near }) =>
    near.length > 0
      ? say`This cluster has no kind called ${quoted(word)}. Did you mean ${or(near)}?`
      : say`This cluster has no kind called ${quoted(word)}. Write it as kubectl does: pods, deploy, ingress.`,
  "unknown-cluster": ({ word, known }) => say`There is no cluster ${quoted(word)} here. There is ${and(known)}.`,
  "not-found": ({ what, namespace, cluster, near }) => {
    const where = namespace ? say` in ${namespace}` : cluster ? say` in ${cluster}` : say``;
    return near.length > 0
      ? say`There is no ${what}${where}. Did you mean ${or(near)}?`
      : say`There is no ${what}${where}.`;
  },
  ambiguous: ({ word, choices, argument }, asked) =>
    reply.warn(say`${word} can mean ${or(choices.map((choice) => choice.label))}. Which one?`, {
      actions: asked
        ? choices.map(({ label, value }) =>
            button(label, { ...asked, args: { ...asked.args, [argument]: value } }, { inPlace: true }),
          )
        : [],
    }),
  "secret-kind": () => say`Secrets are never read here, not even their names. Use kubectl with your own rights.`,
  "kind-not-served": ({ kind }) => say`This bot is not set up to read ${kind}. Whoever runs it can add it under kinds.`,
  refused: ({ because, actions = [] }) => reply.fail(because, { actions }),

  unidentified: ({ because, line }) =>
    reply.fail(say`I do not know who you are in Kubernetes: ${because}.`, {
      body: line ? [{ text: say`Ask whoever runs this bot to add:` }, { code: line }] : [],
    }),
  "not-allowed": ({ risk, namespace, cluster, because }) =>
    say`You may not ${DOING[risk]} in ${namespace ?? "all of"} ${namespace ? say`on ${cluster}` : say`${cluster}`}: ${because}. ${literal("`whoami`")} shows the rules.`,
  forbidden: ({ lacks, user, verb, resource, namespace, rule, message }) =>
    lacks === "person"
      ? reply.fail(
          say`Kubernetes does not let ${user} ${verb} ${resource}${namespace ? say` in ${namespace}` : say``}.`,
          {
            body: [{ note: say`A rule that would allow it:` }, { code: rule }],
          },
        )
      : reply.fail(
          say`Kubernetes does not let this bot ${verb} ${resource} for you${namespace ? say` in ${namespace}` : say``}.`,
          {
            body: [
              { note: say`${message}` },
              { note: say`A rule for the bot's own role that would allow it:` },
              { code: rule },
            ],
          },
        ),

  conflict: ({ what, again }) =>
    reply.fail(say`Nothing was changed: ${what} is not what you were shown any more.`, {
      actions: again ? [button("Show it again", again, { style: "primary" })] : [],
    }),
  invalid: ({ message }) => say`Kubernetes refused this: ${unpointed(message)}.`,
  busy: ({ cluster }) => say`${cluster} is busy and asked us to wait. Nothing was done; try again in a minute.`,
  "no-metrics": ({ why, detail }) => NO_METRICS[why](detail),
  unavailable: ({ cluster, detail }) =>
    say`I cannot reach ${cluster}: ${unpointed(detail)}. Nothing was done; try again soon.`,
  timeout: ({ cluster, seconds }) =>
    say`${cluster} did not answer within ${seconds} s. Nothing was done; try again, or ask for less.`,
  unauthenticated: ({ cluster }) =>
    say`${cluster} does not accept this bot's credentials. Whoever runs the bot has to renew them.`,
  "unknown-outcome": ({ title, check }) =>
    reply.warn(say`I sent this, the answer got lost, and I cannot tell whether it happened: ${title}.`, {
      body: [{ text: say`It will not be sent again. Check with:` }, { code: check }],
    }),

  expired: () => say`This button is too old to act on. Say the command again to see how things stand now.`,
  "already-answered": ({ by }) => say`This was already answered by ${by}.`,
  "not-yours": ({ owner }) =>
    say`Only ${owner} can answer this, because it runs with ${owner}'s rights. You can say the command yourself.`,
  "no-audit": ({ reference }) =>
    say`The audit log cannot be written, so nothing was done. Quote ${reference} to whoever runs this bot.`,
};

/** Servers end their sentences with a full stop or without one. */
const unpointed = (sentence: string): string => sentence.replace(/[\s.]+$/, "");

const DOING = {
  read: "read",
  query: "ask Prometheus in your own words",
  change: "change anything",
  destroy: "delete anything",
} as const;

function noCommand(word: string): Text {
  if (word === "") return say`Say what you want to see or do, for example ${"get pods"}.`;
  if (/^-+[a-z]/i.test(word))
    return say`Say the command first, then ${quoted(word)}: for example ${"get pods -n shop"}.`;
  return say`There is no command ${quoted(word)}.`;
}

const usageReply = (text: Text, usage: string): Reply => reply.fail(text, { body: [{ note: say`${usage}` }] });
const help = (command?: string): Invocation => ({ command: "help", args: command ? { command } : {} });

const listed =
  (last: string) =>
  (words: readonly string[]): Text => {
    const texts = words.map((word) => say`${word}`);
    if (texts.length < 2) return join(texts, "");
    return join([join(texts.slice(0, -1), ", "), texts.at(-1) ?? say``], last);
  };
const or = listed(" or ");
const and = listed(" and ");
