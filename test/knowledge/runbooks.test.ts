/** A team's own Markdown beside the article: found, quoted, named, read again, and never the reason that nothing answers. */
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openKnowledge } from "../../src/knowledge/index.ts";
import { sectionsOf } from "../../src/knowledge/runbooks/markdown.ts";
import { openRunbooks, type Runbooks } from "../../src/knowledge/runbooks/index.ts";

let folder: string;
let runbooks: Runbooks;
let warnings: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kubemate-runbooks-"));
  warnings = [];
});
afterEach(() => {
  runbooks?.stop();
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string | Buffer) => {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), text);
};
const open = () => (runbooks = openRunbooks({ folder, warn: (one) => warnings.push(one), every: 20 }));
const answers = (question: string) => expect.poll(() => runbooks.ask(question)?.id, { timeout: 5000 });

const FAILOVER = `# Payments database

## Failing over to the replica

Promote the replica when the primary in Frankfurt does not answer for two minutes.

\`\`\`sh
kubectl exec is not for this: run promote.sh
\`\`\`

## 备份恢复

从昨晚的备份恢复数据库需要二十分钟。
`;

test("a section that says what is asked is the answer, with its code and the file's name", async () => {
  write("database/failover.md", FAILOVER);
  open();
  await answers("how do I promote the payments replica").toBe("database/failover.md#failing-over-to-the-replica");
  const knowledge = openKnowledge(runbooks);
  const finding = knowledge.ask("how do I promote the payments replica");
  expect(finding).toMatchObject({
    tier: "answer",
    passage: {
      title: "Payments database › Failing over to the replica",
      source: "database/failover.md",
      code: [{ language: "sh", text: "kubectl exec is not for this: run promote.sh" }],
    },
  });
  expect(knowledge.passage("database/failover.md#failing-over-to-the-replica", "en")?.text).toMatch(
    /^Promote the replica/,
  );
  await answers("怎么恢复备份").toBe("database/failover.md#备份恢复");
});

test("what the article answers it goes on answering, with the team's page beside it", async () => {
  write("updates.md", "# Our rolling update\n\nA rolling update of web is done before lunch.");
  open();
  await answers("how does a rolling update work").toBe("updates.md#our-rolling-update");
  const finding = openKnowledge(runbooks).ask("how does a rolling update work");
  expect(finding).toMatchObject({ tier: "answer", passage: { id: "3.2" } });
  expect(finding.tier === "answer" && finding.related[0]).toEqual({
    id: "updates.md#our-rolling-update",
    title: "Our rolling update",
  });
});

test("what nobody wrote about is still refused", async () => {
  write("database/failover.md", FAILOVER);
  open();
  await answers("promote the replica").toBeDefined();
  expect(openKnowledge(runbooks).ask("how do I bake bread").tier).toBe("refuse");
});

test("new, changed and deleted files count within moments", async () => {
  write("one.md", "# Pager rota\n\nAda carries the pager in August.");
  open();
  await answers("who carries the pager in August").toBe("one.md#pager-rota");
  write("one.md", "# Coffee machine\n\nDescale it on Fridays, please.");
  write("two.md", "# Pager duty\n\nBob carries the pager in August now.");
  await answers("who carries the pager in August").toBe("two.md#pager-duty");
  rmSync(join(folder, "two.md"));
  await answers("who carries the pager in August").toBeUndefined();
  await answers("descale the coffee machine").toBe("one.md#coffee-machine");
});

test("a broken and a huge file are left out with a sentence each, and the others answer", async () => {
  write("broken.md", Buffer.from([0x23, 0x20, 0xff, 0xfe, 0x00]));
  write("huge.md", "# Huge");
  truncateSync(join(folder, "huge.md"), 50 * 1024 * 1024);
  write("zero.md", "# Zero\n\nbytes \0 in text");
  write("good.md", "# Certificates\n\nRenew the certificates in March.");
  write(".git/hidden.md", "# Hidden\n\nRenew the certificates never.");
  open();
  await answers("renew the certificates").toBe("good.md#certificates");
  expect(warnings.toSorted()).toEqual([
    "broken.md was left out: it is not UTF-8 text. Save it as UTF-8.",
    "huge.md was left out: it is larger than 1 MB. Split it, or keep what is no text elsewhere.",
    "zero.md was left out: it is not text.",
  ]);
  write("more.md", "# More\n\nwords");
  await answers("more words").toBe("more.md#more");
  expect(warnings).toHaveLength(3); // said once
});

test("a folder that is not there is said, and found when it comes", async () => {
  const later = join(folder, "later");
  runbooks = openRunbooks({ folder: later, warn: (one) => warnings.push(one), every: 20 });
  await expect
    .poll(() => warnings, { timeout: 5000 })
    .toEqual([`KNOWLEDGE_DIR ${later} cannot be read (ENOENT). Name a folder of .md files.`]);
  write("later/a.md", "# Late\n\nIt was late but it came.");
  await answers("late").toBe("a.md#late");
});

test("headings make passages, the small ones a part of those above, and code is no heading", () => {
  const found = sectionsOf(
    "a.md",
    "intro\n\n# One\n\n```sh\n# no heading\n```\n\n## Two\n\ntext\n\n#### Small\n\nmore\n\n# One\n\nagain",
  );
  expect(found.map(({ id, title }) => `${id} | ${title}`)).toEqual([
    "a.md#top | a.md",
    "a.md#one | One",
    "a.md#two | One › Two",
    "a.md#one-2 | One",
  ]);
  expect(found[2]?.text).toContain("more");
});
