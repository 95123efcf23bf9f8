import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const explain = (input: string, ...options: string[]) => {
  const cli = fileURLToPath(new URL("../../src/knowledge/cli.ts", import.meta.url));
  return spawnSync(process.execPath, [cli, ...options], { input, encoding: "utf8", env: { PATH: "" } });
};

test("one JSON object a question, nothing else, without any configuration", () => {
  const asked = ["what is HPA", "怎么做番茄炒蛋", "", "enable mTLS in Istio"];
  const { stdout, stderr, status } = explain(`${asked.join("\n")}\n`, "--json");
  const answers = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(answers).toMatchObject([
    { tier: "answer", passages: ["1.2", expect.any(String), expect.any(String)], notes: ["1.2-1", "1.2-2", "1.2-3"] },
    {
      tier: "refuse",
      passages: [expect.any(String)],
      notes: [],
      text: expect.stringMatching(/没有讲到这一点.*最接近的是/),
    },
    { tier: "refuse", passages: [], notes: [], text: expect.stringContaining("Ask a question") },
    { tier: "partly", text: expect.stringContaining("does not cover mTLS") },
  ]);
  for (const answer of answers) expect(Object.keys(answer)).toEqual(["tier", "passages", "notes", "text"]);
  expect([stderr, status]).toEqual(["", 0]);
});

test("without --json it is for people: section, code, notes with their sources", () => {
  const { stdout } = explain("how do I deploy without downtime\n");
  expect(stdout).toContain("3.2 K8s deployment strategy");
  expect(stdout).toContain("```yaml\nstrategy:\n  type: RollingUpdate\n");
  expect(stdout).toMatch(/^On “.+”: .+ \(https:\/\/.+\)$/m);
  expect(stdout.indexOf("maxUnavailable: 0 guarantees nothing")).toBeLessThan(stdout.indexOf("maxUnavailable: 0\n```"));
});

test("what looks like a field is the cluster's to explain, and how to ask it is said", () => {
  const { stdout } = explain("foo.bar.baz\nforgotten.kind 是什么\n", "--json");
  const [path = "", question = ""] = stdout.split("\n");
  expect(JSON.parse(path)).toMatchObject({
    tier: "refuse",
    text: expect.stringMatching(
      /does not cover this\. .*If foo\.bar\.baz is a field, your cluster documents it: kubectl explain foo\.bar\.baz\.$/,
    ),
  });
  expect(question).not.toContain("kubectl explain");
});
