import { expect, test } from "vitest";
import { OPTIONAL_SCOPES, REQUIRED_SCOPES, slackManifest } from "../../../src/chat/slack/index.ts";

test("over HTTP everything comes in at one address", () => {
  const { features, settings } = slackManifest({ url: "https://kubemate.example.com/" });
  const at = "https://kubemate.example.com/slack/events";
  expect(features?.slash_commands).toEqual([
    expect.objectContaining({ command: "/k8s", url: at, should_escape: true }),
  ]);
  expect(settings?.event_subscriptions).toEqual({ request_url: at, bot_events: ["app_mention", "message.im"] });
  expect(settings?.interactivity).toEqual({ is_enabled: true, request_url: at, message_menu_options_url: at });
  expect(settings?.socket_mode_enabled).toBe(false);
});

test("over Socket Mode there is no address at all", () => {
  const manifest = slackManifest();
  expect(JSON.stringify(manifest)).not.toMatch(/url|https:/);
  expect(manifest.settings).toMatchObject({ socket_mode_enabled: true, interactivity: { is_enabled: true } });
});

test("eight scopes are required; what more can be granted says what it enables", () => {
  const { oauth_config } = slackManifest();
  expect(oauth_config?.scopes).toEqual({ bot: [...REQUIRED_SCOPES] });
  expect(REQUIRED_SCOPES.length).toBeLessThanOrEqual(8);
  for (const { scope, enables } of OPTIONAL_SCOPES) {
    expect(REQUIRED_SCOPES).not.toContain(scope);
    expect(enables).toMatch(/^[a-z].{20,}/);
  }
});

test("Slack's limits on names and descriptions hold", () => {
  const { display_information, features } = slackManifest();
  expect(display_information.name.length).toBeLessThanOrEqual(35);
  expect(display_information.description?.length).toBeLessThanOrEqual(140);
  expect(features?.bot_user?.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
  for (const { name, description } of features?.shortcuts ?? []) {
    expect(name.length).toBeLessThanOrEqual(24);
    expect(description.length).toBeLessThanOrEqual(150);
  }
  for (const { command, usage_hint } of features?.slash_commands ?? []) {
    expect(command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
    expect(usage_hint?.length).toBeLessThanOrEqual(1000);
  }
});
