/** Menus of people and places: the page offers whom and what there is, as Slack does. */
import { WebClient } from "@slack/web-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalSlack, startLocalSlack } from "../../../src/playground/slack/index.ts";
import { picture } from "../../../src/playground/web/picture.ts";

let slack: LocalSlack;
beforeAll(async () => {
  slack = await startLocalSlack({
    users: [{ name: "alice" }, { name: "omar" }],
    channels: [{ name: "shop" }, { name: "ops", is_private: true }],
  });
});
afterAll(() => slack.close());

test.each([
  ["users_select", { initial_user: "U0OMAR" }, ["kubemate", "alice", "omar"], "omar"],
  ["channels_select", { initial_channel: "C0SHOP" }, ["shop"], "shop"],
  ["conversations_select", {}, ["shop", "ops"], undefined],
])("a %s offers who or what there is", async (type, chosen, offered, selected) => {
  const accessory = { type, action_id: "whom", ...chosen };
  const text = { type: "mrkdwn", text: "Whom?" };
  const web = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
  await web.chat.postMessage({
    channel: "C0SHOP",
    text: "Whom?",
    blocks: [{ type: "section", text, accessory }] as never,
  });

  const { messages } = picture(slack, { as: "alice", channel: "C0SHOP" }, []);
  const [, menu = ""] = /<select[^>]*data-which="whom"[^>]*>(.*?)<\/select>/s.exec(messages.at(-1)?.html ?? "") ?? [];
  const options = [...menu.matchAll(/<option value="(\w+)"( selected)?>([^<]*)/g)];
  expect(options.map(([, , , name]) => name)).toEqual(offered);
  expect(options.find(([, , flag]) => flag)?.[3]).toBe(selected);
});
