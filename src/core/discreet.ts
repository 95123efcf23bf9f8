/**
 * A Reply without what looks like a credential. It stands at the end of the road, so that a new command, a new error or a
 * new kind cannot forget it: the leaks of others came from paths that were added later (Argo CD, CVE-2023-40029).
 */
import { redact } from "./redact.ts";
import type { Chart } from "./chart.ts";
import type { Block, Reply, TableBlock } from "./reply.ts";
import type { Text } from "./text.ts";

export const discreet = (reply: Reply): Reply => ({
  ...reply,
  title: text(reply.title),
  body: reply.body.map(block),
  ...(reply.kubectl !== undefined && { kubectl: redact(reply.kubectl) }),
});

const text = ({ literals, values }: Text): Text => ({ literals, values: values.map(redact) });

function block(one: Block): Block {
  if ("text" in one) return { ...one, text: text(one.text) };
  if ("note" in one) return { ...one, note: text(one.note) };
  if ("code" in one) return { ...one, code: redact(one.code) };
  if ("table" in one) return { ...one, table: table(one.table) };
  if ("fields" in one)
    return { fields: Object.fromEntries(Object.entries(one.fields).map(([key, value]) => [key, redact(value)])) };
  if ("chart" in one) return { chart: chart(one.chart) };
  return {
    diff: one.diff.map(({ path, before, after }) => ({
      path,
      ...(before !== undefined && { before: redact(before) }),
      ...(after !== undefined && { after: redact(after) }),
    })),
  };
}

/** Its names may be anything that somebody put into a label. */
const chart = (whole: Chart): Chart => ({
  ...whole,
  title: redact(whole.title),
  words: text(whole.words),
  lines: whole.lines.map((line) => ({ ...line, name: redact(line.name) })),
});

/** Ten thousand pods are a hundred thousand cells: one pass over all of them finds nothing nearly always. */
function table(whole: TableBlock): TableBlock {
  const joined = whole.rows.map((row) => row.join("\t")).join("\n");
  return redact(joined) === joined ? whole : { ...whole, rows: whole.rows.map((row) => row.map(redact)) };
}
