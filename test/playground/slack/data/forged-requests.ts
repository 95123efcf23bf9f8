// Unsigned or wrongly signed requests that once reached a handler of a Bolt app, or look as if they could.
// They stay for good: a verifier that lets one of them through is broken, whatever else it does.

import { signatureHeaders } from "../../../../src/playground/slack/delivery/signing.ts";

/** A request to the bot's URL. `sign` says what its signature is made of; without it there is none. */
export interface ForgedRequest {
  name: string;
  contentType: string;
  body: string;
  /** Signature headers to send: made with a secret and a time (seconds from now), or given as they are. */
  sign?: { secret?: "right" | "wrong" | "empty"; seconds?: number } | Record<"x-slack-signature" | "x-slack-request-timestamp", string>;
  /** What to change in the body after signing. */
  append?: string;
}

const form = "application/x-www-form-urlencoded";
const event = JSON.stringify({
  type: "event_callback",
  team_id: "T0LOCAL",
  event: { type: "message", channel_type: "im", text: "injected", user: "U0ALICE", channel: "D0ALICE", ts: "1.0" },
});
const press = JSON.stringify({
  type: "block_actions",
  team: { id: "T0LOCAL" },
  user: { id: "U0ALICE", team_id: "T0LOCAL" },
  actions: [{ type: "button", action_id: "press", block_id: "b", value: "v" }],
});
const command = "command=%2Fk8s&text=delete+pod+web&team_id=T0LOCAL&user_id=U0ALICE&channel_id=C0GENERAL";
const payload = (json: string) => `payload=${encodeURIComponent(json)}`;

export const forgedRequests: ForgedRequest[] = [
  // slackapi/bolt-js#2897: two parsers disagreed about what ssl_check means.
  { name: "ssl_check with an event smuggled in", contentType: form, body: `ssl_check=1&payload=${event}` },
  { name: "ssl_check with an event, encoded", contentType: form, body: `ssl_check=1&${payload(event)}` },
  { name: "ssl_check with a press", contentType: form, body: `ssl_check=1&${payload(press)}` },
  { name: "ssl_check after the payload", contentType: form, body: `${payload(press)}&ssl_check=1` },
  { name: "ssl_check with a command", contentType: form, body: `ssl_check=1&${command}` },
  { name: "ssl_check inside the payload", contentType: form, body: payload(JSON.stringify({ ...JSON.parse(press), ssl_check: "1" })) },
  { name: "ssl_check in JSON", contentType: "application/json", body: JSON.stringify({ ...JSON.parse(event), ssl_check: "1" }) },
  // slackapi/bolt-js#2899: any value that was not empty counted.
  { name: "ssl_check=0", contentType: form, body: `ssl_check=0&${payload(event)}` },
  { name: "ssl_check=true", contentType: form, body: `ssl_check=true&${payload(event)}` },
  { name: "ssl_check=false", contentType: form, body: `ssl_check=false&${command}` },
  { name: "ssl_check twice", contentType: form, body: `ssl_check=1&ssl_check=1&${payload(press)}` },
  { name: "ssl_check without a value", contentType: form, body: `ssl_check&${payload(press)}` },
  { name: "ssl_check with a space", contentType: form, body: `ssl_check=1+&${payload(press)}` },
  { name: "ssl_check as a list", contentType: form, body: `ssl_check[]=1&${payload(press)}` },
  // slackapi/bolt-js#2946: an empty secret still makes a signature.
  { name: "signed with an empty secret", contentType: form, body: command, sign: { secret: "empty" } },
  { name: "signed with another secret", contentType: form, body: command, sign: { secret: "wrong" } },
  { name: "not signed", contentType: form, body: command },
  { name: "an event, not signed", contentType: "application/json", body: event },
  { name: "signed five minutes and a second ago", contentType: form, body: command, sign: { secret: "right", seconds: -301 } },
  { name: "changed after signing", contentType: form, body: command, sign: { secret: "right" }, append: "&text=scale+web+0" },
  { name: "an empty signature", contentType: form, body: command, sign: { "x-slack-signature": "", "x-slack-request-timestamp": "0" } },
  { name: "a signature of an unknown version", contentType: form, body: command, sign: { "x-slack-signature": "v1=00", "x-slack-request-timestamp": "0" } },
  { name: "a time that is no number", contentType: form, body: command, sign: { "x-slack-signature": "v0=00", "x-slack-request-timestamp": "now" } },
];

/** Bolt 5.1.0 looks only backwards, so that this one is for a verifier of one's own. */
export const signedInTheFuture: ForgedRequest = {
  name: "signed ten years ahead",
  contentType: form,
  body: command,
  sign: { secret: "right", seconds: 10 * 365 * 24 * 3600 },
};

/** The headers of a forged request, for a bot with this signing secret. */
export function headersOf({ sign, body, contentType }: ForgedRequest, secret: string): Record<string, string> {
  const type = { "content-type": contentType };
  if (!sign) return type;
  if ("x-slack-signature" in sign) return { ...type, ...sign };
  const secrets = { right: secret, wrong: `${secret}!`, empty: "" };
  return { ...type, ...signatureHeaders(secrets[sign.secret ?? "right"], body, Date.now() + (sign.seconds ?? 0) * 1000) };
}
