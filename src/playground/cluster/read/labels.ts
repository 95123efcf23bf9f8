import { badRequest } from "../status.ts";

type Labels = Readonly<Record<string, string>>;
export type LabelMatcher = (labels: Labels | undefined) => boolean;

const SET = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/;
const COMPARISON = /^([^\s!=<>]+)\s*(==|=|!=|>|<)\s*([^\s!=<>]*)$/;
const NAME = /^[A-Za-z0-9][-A-Za-z0-9_./]*$/;

/**
 * A label selector as in a query: `app=web,tier notin (cache, db),!canary,shard>3`.
 * @throws BadRequest when it cannot be read
 */
export function parseLabelSelector(text: string | null): LabelMatcher {
  const requirements = split(text ?? "").map((part) => requirementOf(part));
  return (labels = {}) => requirements.every((requirement) => requirement(labels));
}

/** Splits at commas, but not inside `in (a, b)`. */
const split = (text: string): string[] =>
  text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

function requirementOf(part: string): (labels: Labels) => boolean {
  const [, key = "", operator, list = ""] = SET.exec(part) ?? [];
  if (operator) {
    const values = list.split(",").map((value) => value.trim());
    return (labels) => (operator === "in") === (labels[key] !== undefined && values.includes(labels[key]));
  }
  const [, name = "", comparison, value = ""] = COMPARISON.exec(part) ?? [];
  if (comparison) return compare(name, comparison, value);
  const absent = part.startsWith("!");
  const label = absent ? part.slice(1).trim() : part;
  if (!NAME.test(label)) {
    throw badRequest(
      `unable to parse requirement: found '${/[!=<>(),]|\S+/.exec(label)?.[0] ?? ""}', expected: identifier`,
    );
  }
  return (labels) => (labels[label] === undefined) === absent;
}

function compare(name: string, comparison: string, value: string): (labels: Labels) => boolean {
  switch (comparison) {
    case "!=":
      return (labels) => labels[name] !== value;
    case ">":
      return (labels) => Number(labels[name]) > Number(value);
    case "<":
      return (labels) => Number(labels[name]) < Number(value);
    default:
      return (labels) => labels[name] === value;
  }
}
