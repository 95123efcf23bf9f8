import { WebClient } from "@slack/web-api";
import { expect, test } from "vitest";
import { errorOf, refusalOf, silent, workbench } from "./app.ts";

const client = (token: string | undefined, slackApiUrl: string) =>
  new WebClient(token, { slackApiUrl, retryConfig: { retries: 0 }, logger: silent });

test("tokens are checked", async () => {
  await using bench = await workbench();
  const { slack } = bench;
  const authTest = (token?: string) => client(token, slack.apiUrl).auth.test();
  expect(await authTest(slack.botToken)).toMatchObject({ team_id: "T0LOCAL", user_id: "U0BOT", bot_id: "B0BOT" });
  expect(await errorOf(authTest())).toBe("not_authed");
  expect(await errorOf(authTest("xoxb-somebody-else"))).toBe("invalid_auth");
  expect(await errorOf(authTest(slack.appToken))).toBe("not_allowed_token_type");
  slack.revoke(slack.botToken);
  expect(await errorOf(authTest(slack.botToken))).toBe("token_revoked");
});

test("only an app token opens connections", async () => {
  await using bench = await workbench();
  const { slack } = bench;
  const open = (token: string) => client(token, slack.apiUrl).apps.connections.open({});
  expect(await errorOf(open(slack.botToken))).toBe("not_allowed_token_type");
  expect((await open(slack.appToken)).url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/link\/\?ticket=/);
});

test("a missing scope is named, with those that are there", async () => {
  await using bench = await workbench({ bot: { scopes: ["chat:write", "commands"] } });
  const refusal = await refusalOf(bench.client.usergroups.list());
  expect(refusal).toMatchObject({ error: "missing_scope", needed: "usergroups:read", provided: "chat:write,commands" });
});

test("scopes of conversations depend on their kind", async () => {
  await using bench = await workbench({ bot: { scopes: ["channels:read"] } });
  expect(await errorOf(bench.client.conversations.info({ channel: "C0GENERAL" }))).toBeUndefined();
  expect(await refusalOf(bench.client.conversations.info({ channel: "C0OPS" }))).toMatchObject({
    needed: "groups:read",
  });
});

test("opening direct messages takes a scope, opening those of several another", async () => {
  await using bench = await workbench({ bot: { scopes: ["im:write"] } });
  const open = (users: string) => refusalOf(bench.client.conversations.open({ users }));
  expect(await open("U0ALICE")).toBeUndefined();
  expect(await open("U0ALICE,U0BOB")).toMatchObject({ needed: "mpim:write" });
});

test("an unknown method, a missing argument and an odd body are refused in Slack's words", async () => {
  await using bench = await workbench();
  const { client: web, slack } = bench;
  expect(await errorOf(web.apiCall("chat.shout"))).toBe("unknown_method");
  expect(await errorOf(web.apiCall("constructor"))).toBe("unknown_method");
  const messages = ["[ERROR] missing required field: channel"];
  expect(await refusalOf(web.apiCall("chat.postMessage", { text: "a" }))).toMatchObject({
    error: "invalid_arguments",
    response_metadata: { messages },
  });
  const post = async (contentType: string, body: string) => {
    const headers = { "content-type": contentType, authorization: `Bearer ${slack.botToken}` };
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, { method: "POST", headers, body });
    return response.json();
  };
  const message = { channel: "C0GENERAL", text: "a", unfurl_links: false };
  expect(await post("application/json; charset=utf-8", JSON.stringify(message))).toMatchObject({ ok: true });
  expect(await post("application/json", "{")).toMatchObject({ error: "invalid_json" });
  expect(await post("application/json", "[]")).toMatchObject({ error: "json_not_object" });
  expect(await post("text/plain", "a")).toMatchObject({ error: "invalid_post_type" });
});

test("the Web API lives under /api/ alone", async () => {
  await using bench = await workbench();
  const response = await fetch(`${bench.slack.url}/auth.test`, { method: "POST" });
  expect(response.status).toBe(404);
});

test("what was asked can be looked up", async () => {
  await using bench = await workbench();
  await bench.client.chat.postMessage({ channel: "C0GENERAL", text: "a", unfurl_links: false });
  await errorOf(bench.client.chat.postMessage({ channel: "C0NOWHERE", text: "a" }));
  expect(bench.slack.requests).toMatchObject([
    { method: "chat.postMessage", status: 200, args: { channel: "C0GENERAL", text: "a", unfurl_links: "false" } },
    { method: "chat.postMessage", status: 200, error: "channel_not_found" },
  ]);
});
