import fc from "fast-check";
import { expect, test } from "vitest";
import { openKnowledge } from "../../src/knowledge/index.ts";
import { passageIds } from "../../src/knowledge/passages.ts";
import { textOf } from "../../src/knowledge/text.ts";

test("whatever is asked, the answer is one of the sections or a sentence", () => {
  const knowledge = openKnowledge();
  const word = fc.constantFrom(
    ..."docker k8s 滚动 更新 怎么 how node dies 镜像 太大 istio @machine # ' \\ \u202e 𠮷".split(" "),
  );
  const question = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(word, { maxLength: 60 }).map((words) => words.join(" ")),
  );
  fc.assert(
    fc.property(question, (asked) => {
      const finding = knowledge.ask(asked);
      const named = finding.tier === "refuse" ? [finding.nearest] : [finding.passage, ...finding.related];
      for (const one of named) if (one) expect(passageIds).toContain(one.id);
      expect(textOf(finding, asked)).toMatch(/\S/);
    }),
  );
});
