import { badRequest, type Cause } from "../status.ts";
import { keyProblems, valueProblems } from "../validation/names.ts";
import { type Tokens, tokensOf } from "./label-tokens.ts";

type Labels = Readonly<Record<string, string>>;
export type LabelMatcher = (labels: Labels | undefined) => boolean;
type Requirement = (labels: Labels) => boolean;

/**
 * A label selector as in a query: `app=web,tier notin (cache, db),!canary,shard>3`. Read token by token as apimachinery's
 * labels.Parser does, because people mistype selectors and then read in its words where they went wrong.
 *
 * @throws BadRequest when it cannot be read
 */
export function parseLabelSelector(text: string | null): LabelMatcher {
  const tokens = tokensOf(text ?? "");
  const requirements: Requirement[] = [];
  while (tokens.peek().text !== "") {
    const { text: start, isWord } = tokens.peek();
    if (!isWord && start !== "!") throw badRequest(`found '${start}', expected: !, identifier, or 'end of string'`);
    requirements.push(requirementOf(tokens));
    const { text: end } = tokens.next();
    if (end === "") break;
    if (end !== ",") throw badRequest(`found '${end}', expected: ',' or 'end of string'`);
    const { text: after, isWord: another } = tokens.peek();
    if (!another && after !== "!") throw badRequest(`found '${after}', expected: identifier after ','`);
  }
  return (labels = {}) => requirements.every((requirement) => requirement(labels));
}

function requirementOf(tokens: Tokens): Requirement {
  const absent = tokens.peek().text === "!";
  if (absent) tokens.next();
  const key = word(tokens);
  check(keyProblems("<nil>", key));
  if (absent) return (labels) => labels[key] === undefined;
  if (["", ","].includes(tokens.peek().text)) return (labels) => labels[key] !== undefined;

  const operator = tokens.next(false).text;
  const values = valuesOf(tokens, operator);
  for (const [i, value] of values.entries()) check(valueProblems(`values[${i}][${key}]`, value));
  const has = ({ [key]: value }: Labels): boolean => value !== undefined && values.includes(value);
  switch (operator) {
    case "in":
    case "=":
    case "==":
      return has;
    case ">":
    case "<": {
      const limit = integer(values[0] ?? "");
      return ({ [key]: value }) => (operator === ">" ? Number(value) > limit : Number(value) < limit);
    }
    default:
      return (labels) => !has(labels);
  }
}

function valuesOf(tokens: Tokens, operator: string): readonly string[] {
  if (operator === "in" || operator === "notin") return list(tokens);
  if (!["=", "==", "!=", ">", "<"].includes(operator))
    throw unreadable(`found '${operator}', expected: in, notin, =, ==, !=, gt, lt`);
  return ["", ","].includes(tokens.peek().text) ? [""] : [word(tokens)];
}

/** `(a, b)`; a value that is missing is an empty one. */
function list(tokens: Tokens): readonly string[] {
  const open = tokens.next().text;
  if (open !== "(") throw unreadable(`found '${open}' expected: '('`);
  const values: string[] = [];
  for (;;) {
    values.push(tokens.peek().isWord ? tokens.next().text : "");
    const { text } = tokens.next();
    if (text === ")") return values;
    if (text !== ",") throw unreadable(`found '${text}', expected: ',' or ')'`);
  }
}

function word(tokens: Tokens): string {
  const { text, isWord } = tokens.next();
  if (!isWord) throw unreadable(`found '${text}', expected: identifier`);
  return text;
}

function integer(text: string): number {
  if (/^-?\d+$/.test(text)) return Number(text);
  const rule = "for 'Gt', 'Lt' operators, the value must be an integer";
  throw unreadable(`values[0]: Invalid value: ${JSON.stringify(text)}: ${rule}`);
}

function check([problem]: readonly Cause[]): void {
  if (problem) throw unreadable(`${problem.field}: ${problem.message}`);
}

const unreadable = (why: string) => badRequest(`unable to parse requirement: ${why}`);
