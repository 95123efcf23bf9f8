/**
 * Answers from the article without Slack or a cluster: one question a line on standard input. With --json, one object a
 * line and nothing else: {"tier","passages","notes","text"}.
 */
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { openKnowledge } from "./index.ts";
import { textOf } from "./text.ts";

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const knowledge = openKnowledge();

for await (const question of createInterface({ input: process.stdin })) {
  const finding = knowledge.ask(question);
  const text = textOf(finding, question);
  const passages = finding.tier === "refuse" ? [finding.nearest] : [finding.passage, ...finding.related];
  const answer = {
    tier: finding.tier,
    passages: passages.flatMap((one) => one?.id ?? []),
    notes: finding.tier === "refuse" ? [] : finding.passage.notes.map(({ id }) => id),
    text,
  };
  console.log(values.json ? JSON.stringify(answer) : `${text}\n`);
}
