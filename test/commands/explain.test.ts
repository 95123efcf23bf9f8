/** `explain`, beside the quality of its answers (test/knowledge): what stands around them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { forbidden } from "../faults/troubles.ts";
import { embedded } from "../support/embedded.ts";
import { alice, direct, sandbox } from "../support/sandbox.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof sandbox>>;
beforeAll(async () => {
  cluster = await embedded();
  bot = await sandbox({ kubeconfig: cluster.kubeconfig });
});
afterAll(async () => {
  await bot.close();
  await cluster.stop();
});

const saying = { as: alice, place: direct };
const says = async (line: string) => (await bot.types(line, saying)).at(-1) ?? "";
const presses = async (label: string) => (await bot.presses(label, saying)).at(-1) ?? "";

test("a passage keeps its lines and its code, names its section, and shows how one's own workloads stand to it", async () => {
  const answer = await says("explain how does a rolling update work");
  expect(answer).not.toContain("⏎");
  expect(answer).toMatch(/\n +- Managing resource quotas.*\n +- Configuring rolling updates/);
  // A remark of the gravest kind stands before the code that it warns of.
  expect(answer.indexOf("maxUnavailable: 0 guarantees nothing alone")).toBeLessThan(
    answer.indexOf("type: RollingUpdate"),
  );
  expect(answer).toMatch(/strategy:\n +type: RollingUpdate\n +rollingUpdate:\n/);
  expect(answer).toContain("Yours in shop: 5 of 5 workloads do not follow it in all.");
  expect(answer).toMatch(/deploy\/web: may have 25% of its pods missing during an update|and 2 more/);
  expect(answer).toContain("section 3.2");
  expect(await presses("Audit shop")).toContain("5 workloads in shop, the riskiest first");
});

test("a question that is only mentioned is answered too", async () => {
  expect(await says("what is a rolling update?")).toContain("section 3.2");
  expect(await says("什么是滚动更新")).toContain("第 3.2 节");
});

test("the original, and remarks that are only for who asks", async () => {
  const before = await says("explain how does a rolling update work");
  const after = await presses("All remarks");
  expect(after.split("On “").length).toBeGreaterThan(before.split("On “").length);
  expect(await presses("中文原文")).toContain("滚动更新配置:保证服务零停机");
  expect(await presses("English")).toContain("Configuring rolling updates");
});

test("a question in Chinese is answered in Chinese, and so is all that stands around it", async () => {
  const answer = await says("explain 什么是滚动更新");
  expect(answer).toMatch(/部署策略[^]*注“[^]*shop 中的 5 个工作负载里有 5 个没有完全符合:[^]*第 3\.2 节。/);
  expect(answer).toMatch(/\[1\] English {2}\[2\] 检查 shop {2}\[3\] 全部注释/);
  expect(answer).not.toMatch(/Yours|From the article|This helped/);
  expect(await presses("有帮助")).toContain("谢谢,已经记下");
  expect(await says("explain 怎么做番茄炒蛋")).toMatch(/没有讲到这一点[^]*最接近的是/);
  expect(await says("explain 在 Istio 里开启 mTLS")).toMatch(/文章提到了相关内容,但没有讲:.*mTLS/);
});

test("a bare kind is a question to the article, its fields behind a button; a path is joined with the article", async () => {
  expect(await says("explain deployment")).toContain("section 2.2");
  expect(await presses("Fields of deployment")).toMatch(/deployment <Deployment>[^]*spec +DeploymentSpec/);
  expect(await says("explain deployment.spec.strategy")).toContain("3.2 K8s deployment strategy");
  expect(await presses("3.2 K8s deployment strategy")).toContain("section 3.2");
});

test("what helps is counted by command, and what does not", async () => {
  await says("explain what is a pod");
  expect(await presses("It did not")).toContain("Thank you.");
  await says("explain what is a pod");
  expect(await presses("This helped")).toContain("Thank you.");
  expect(bot.measured.map(({ command }) => command)).toEqual(
    expect.arrayContaining(["feedback unhelpful", "feedback helpful"]),
  );
});

test("what the article does not cover is counted as unanswered, and kept for whoever writes the documents", async () => {
  expect(await says("explain how do I bake bread")).toContain("does not cover this");
  expect(bot.measured.at(-1)).toMatchObject({ command: "explain", outcome: "unanswered" });
});

test("who asks about a workload of theirs, which no article knows, is a press away from it", async () => {
  const answer = await says("is web ok?");
  expect(answer).toContain("does not cover this\n  In shop there is deploy/web.");
  expect(answer).toContain("What you can say here");
  expect(await presses("Describe deploy/web")).toMatch(/^✓ deploy\/web is /);
  expect(await says("为什么 checkout 挂了")).toContain("shop 里有 deploy/checkout。");
  expect(await presses("查看 deploy/checkout")).toContain("deploy/checkout");
  expect(await says("explain enable mTLS in Istio for checkout")).toMatch(
    /The article mentions this[^]*deploy\/checkout/,
  );
  await says("explain how do I bake bread");
  expect(await presses("What you can say here")).toContain("rollout undo");
});

test("what a person may not list is not offered to them, and the answer stays", async () => {
  const refuse = forbidden("alice", "list", "deployments");
  const closed = await embedded({
    onRequest: (request) =>
      request.headers["impersonate-user"] && request.url?.includes("/deployments") ? refuse(request) : undefined,
  });
  const kept = await sandbox({ kubeconfig: closed.kubeconfig });
  const [answer = ""] = await kept.types("is web ok?", saying);
  expect(answer).toContain("does not cover this");
  expect(answer).not.toContain("deploy/web");
  expect(kept.bugs).toEqual([]);
  await kept.close();
  await closed.stop();
});

test("a cluster that does not answer costs the answer nothing but the remark", async () => {
  const other = await embedded({ objects: [], controllers: false, onRequest: () => new Promise(() => {}) });
  const lost = await sandbox({ kubeconfig: other.kubeconfig });
  const [answer = ""] = await lost.types("explain how does a rolling update work", saying);
  expect(answer).toContain("Configuring rolling updates");
  expect(answer).toContain("The cluster took too long to say how yours stand to it.");
  await lost.close();
  await other.stop();
}, 20_000);
