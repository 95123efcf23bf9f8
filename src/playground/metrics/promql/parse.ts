/** PromQL → Expression, by the grammar that Prometheus' own page uses. */
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import { RE2JS } from "re2js";
import { type Expression, type Grouping, type Matcher, PromqlError, unknownHere } from "./expression.ts";

/** @throws PromqlError "1:5: parse error: …" */
export function parse(query: string): Expression {
  if (query.trim() === "") throw new PromqlError("1:1: parse error: no expression found in input");
  const tree = parser.parse(query);
  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) throw new PromqlError(`1:${from + 1}: parse error: unexpected ${next(query, from)}`);
    },
  });
  const root = tree.topNode.firstChild;
  return new Reader(query).read(root ?? tree.topNode);
}

const next = (query: string, from: number): string =>
  query.slice(from).trim() === "" ? "end of input" : `"${/^\s*(\w+|.)/su.exec(query.slice(from))?.[1]}"`;

const children = (node: SyntaxNode): SyntaxNode[] => {
  const all: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) all.push(child);
  return all;
};

class Reader {
  readonly #query: string;

  constructor(query: string) {
    this.#query = query;
  }

  #text = ({ from, to }: SyntaxNode): string => this.#query.slice(from, to);

  read(node: SyntaxNode): Expression {
    const parts = children(node);
    const [first] = parts;
    switch (node.name) {
      case "NumberDurationLiteral":
        return { is: "number", value: number(this.#text(node)) };
      case "ParenExpr":
        return this.#inner(first);
      case "VectorSelector":
        return { is: "selector", wants: this.#matchers(parts), offset: 0 };
      case "MatrixSelector":
        return { ...this.#selector(first), range: this.#duration(parts[1]) };
      case "OffsetExpr":
        return { ...this.#selector(first), offset: this.#duration(parts.at(-1)) };
      case "UnaryExpr": {
        const of = this.#inner(parts[1]);
        if (first && this.#text(first) === "+") return of;
        return { is: "binary", sign: "*", left: { is: "number", value: -1 }, right: of, bool: false, on: ALL };
      }
      case "FunctionCall":
        return { is: "call", name: first ? this.#text(first) : "", args: this.#args(parts) };
      case "AggregateExpr":
        return {
          is: "aggregate",
          name: first ? this.#text(first) : "",
          grouping: this.#grouping(parts),
          args: this.#args(parts),
        };
      case "BinaryExpr":
        return this.#binary(parts);
      default:
        throw unknownHere(`"${this.#text(node)}"`);
    }
  }

  #inner(node: SyntaxNode | undefined): Expression {
    if (!node) throw unknownHere(`"${this.#query}"`); // the grammar promises it
    return this.read(node);
  }

  #selector(node: SyntaxNode | undefined): Extract<Expression, { is: "selector" }> {
    const of = this.#inner(node);
    if (of.is !== "selector") throw unknownHere("subqueries");
    return of;
  }

  #duration(node: SyntaxNode | undefined): number {
    const text = node ? this.#text(node) : "";
    const parts = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)];
    if (parts.length === 0) throw unknownHere(`the duration "${text}"`);
    return parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (DURATIONS[unit] ?? 0), 0);
  }

  #args(parts: readonly SyntaxNode[]): readonly Expression[] {
    const body = parts.find(({ name }) => name === "FunctionCallBody");
    return body ? children(body).map((node) => this.read(node)) : [];
  }

  #labels = (node: SyntaxNode): readonly string[] =>
    children(node)
      .filter(({ name }) => name === "LabelName")
      .map(this.#text);

  #grouping(parts: readonly SyntaxNode[]): Grouping {
    const modifier = parts.find(({ name }) => name === "AggregateModifier");
    const [how, list] = modifier ? children(modifier) : [];
    return { labels: list ? this.#labels(list) : [], without: how?.name === "Without" };
  }

  #matchers(parts: readonly SyntaxNode[]): readonly Matcher[] {
    return parts.flatMap((part): readonly Matcher[] => {
      if (part.name === "Identifier") return [matcher("__name__", "=", this.#text(part))];
      return children(part).map((one) => {
        const [label, sign, value] = children(one).map(this.#text);
        return matcher(label ?? "", sign ?? "", string(value ?? '""'));
      });
    });
  }

  #binary(parts: readonly SyntaxNode[]): Expression {
    const [left, sign] = parts;
    const matching = parts.find(({ name }) => name === "MatchingModifierClause");
    const [how, list, many] = matching ? children(matching) : [];
    if (many) throw unknownHere(this.#text(many));
    return {
      ...{ is: "binary", sign: sign ? this.#text(sign) : "", bool: parts.some(({ name }) => name === "BoolModifier") },
      ...{ left: this.#inner(left), right: this.#inner(parts.at(-1)) },
      on: how && list ? { labels: this.#labels(list), without: how.name !== "On" } : ALL,
    };
  }
}

const ALL: Grouping = { labels: [], without: true };
const DURATIONS: Readonly<Record<string, number>> = {
  ...{ ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_536_000_000 },
};

function number(text: string): number {
  const value = /^[+-]?inf$/i.test(text) ? Number(text.replace(/inf/i, "Infinity")) : Number(text);
  if (Number.isNaN(value) && !/^nan$/i.test(text)) throw unknownHere(`the number "${text}"`);
  return value;
}

/** "…", '…' or `…`, with Go's escapes as far as JSON has them too. */
function string(text: string): string {
  const inner = text.slice(1, -1);
  if (text.startsWith("`")) return inner;
  return inner.replace(/\\(.)/gs, (_, sign: string) => ESCAPES[sign] ?? sign);
}
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

function matcher(label: string, sign: string, value: string): Matcher {
  if (sign === "=") return { label, holds: (is) => is === value };
  if (sign === "!=") return { label, holds: (is) => is !== value };
  try {
    const pattern = RE2JS.compile(value);
    return sign === "=~"
      ? { label, holds: (is) => pattern.matches(is) }
      : { label, holds: (is) => !pattern.matches(is) };
  } catch (cause) {
    throw new PromqlError(`parse error: error parsing regexp: ${(cause as Error).message}`, { cause });
  }
}
