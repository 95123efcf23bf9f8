/** A drill is done when the cluster shows it, whatever it was left in. */
import { WebClient } from "@slack/web-api";
import { expect, test } from "vitest";
import { ARTICLE_WORDS } from "../../src/core/article-words.ts";
import { plain } from "../../src/core/text.ts";
import { fastClock } from "../../src/playground/clock.ts";
import { conceptInChinese, conceptInEnglish } from "../../src/playground/drills/concept.ts";
import { sale } from "../../src/playground/drills/sale.ts";
import { deployment, deploymentPath, isComplete, patch } from "../../src/playground/scenarios/change.ts";
import { startLocalSlack } from "../../src/playground/slack/index.ts";
import { embedded } from "../support/embedded.ts";

test("the sale is over when web was larger and is as before again, also where it was large to begin with", async () => {
  const cluster = await embedded({ clock: fastClock(40) });
  const slack = await startLocalSlack();
  const scale = async (replicas: number) => {
    await patch(cluster, deploymentPath("web"), { spec: { replicas } });
    const settled = () =>
      deployment(cluster, "web")?.spec.replicas === replicas && isComplete(deployment(cluster, "web"));
    await expect.poll(settled, { timeout: 10_000 }).toBe(true);
  };
  await scale(6);
  const reached = await sale.start({ cluster, slack });
  expect(reached()).toBe(false);
  await scale(3);
  expect(reached()).toBe(false);
  await scale(7);
  expect(reached()).toBe(false);
  await scale(3);
  expect(reached()).toBe(true);
  await slack.close();
  await cluster.stop();
}, 30_000);

test.each([
  ["en", conceptInEnglish],
  ["zh", conceptInChinese],
] as const)("a question is answered when the section stands on the screen, in %s", async (language, drill) => {
  const slack = await startLocalSlack();
  const web = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
  const reached = await drill.start({ slack } as never);
  await web.chat.postMessage({ channel: "C0GENERAL", text: plain(ARTICLE_WORDS[language].why.outside) });
  expect(reached()).toBe(false);
  await web.chat.postMessage({ channel: "C0GENERAL", text: plain(ARTICLE_WORDS[language].from("3.2")) });
  expect(reached()).toBe(true);
  await slack.close();
});
