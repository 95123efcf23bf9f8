import { expect, test } from "vitest";
import { readScript } from "../../src/playground/script.ts";

const people = ["alice", "omar"];

test("lines, presses and remarks", () => {
  const script = "# a remark\n\nalice> /k8s get pods\n[Refresh]\r\nomar #on-call> @kubemate events\nomar> again\n";
  expect(readScript(script, people)).toEqual([
    { says: "/k8s get pods", as: "alice", channel: "shop" },
    { presses: "Refresh", as: "alice" },
    { says: "@kubemate events", as: "omar", channel: "on-call" },
    { says: "again", as: "omar", channel: "on-call" },
  ]);
});

test.each([
  [
    "alice> a\n\nget pods",
    'Line 3 of the script, "get pods": write it as `alice> /k8s get pods`, `[Button]` or `# remark`.',
  ],
  ["bob> hello", 'Line 1 of the script, "bob> hello": nobody is called bob here, only alice, omar.'],
  ["[Undo]", 'Line 1 of the script, "[Undo]": nobody has spoken yet, so nobody can press that.'],
  ["alice>", 'Line 1 of the script, "alice>": write it as `alice> /k8s get pods`, `[Button]` or `# remark`.'],
])("%j names its line", (script, words) => {
  expect(() => readScript(script, people)).toThrow(words);
});
