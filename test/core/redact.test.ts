import { describe, expect, test } from "vitest";
import { redact, redactValue } from "../../src/core/redact.ts";

const JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW06c2VydmljZWFjY291bnQifQ.c2lnbmF0dXJl";
const LINE = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
const KEY = `-----BEGIN RSA PRIVATE KEY-----\n${LINE}\nAoGBAO\n-----END RSA PRIVATE KEY-----`;

describe("hides", () => {
  test.each([
    ["Slack's bot tokens", "sent with xoxb-1234567890-abcdefghij.", "sent with ‹redacted›."],
    ["Slack's app tokens", "xapp-1-A012-345-abcdef", "‹redacted›"],
    ["Slack's rotating tokens", "xoxe.xoxb-1-abcdefghij", "‹redacted›"],
    ["response URLs", "https://hooks.slack.com/commands/T1/2/abc to", "https://hooks.slack.com/‹redacted› to"],
    ["response URLs of other servers", '{"response_url":"http://127.0.0.1:1/x"}', '{"response_url":"‹redacted›"}'],
    ["bearer tokens", "authorization: Bearer abc.def-ghi", "authorization: Bearer ‹redacted›"],
    ["bearer tokens under a key", "token: Bearer abc.def-ghi", "token: ‹redacted› ‹redacted›"],
    ["JSON Web Tokens", `token ${JWT} expired`, "token ‹redacted› expired"],
    ["AWS access keys", "key AKIAIOSFODNN7EXAMPLE used", "key ‹redacted› used"],
    ["GitHub tokens", `ghp_${"a1B2".repeat(9)}`, "‹redacted›"],
    ["private keys", `before ${KEY} after`, "before ‹redacted› after"],
    ["private keys cut off at the end", KEY.slice(0, 60), "‹redacted›"],
    ["lines of a private key whose ends were cut off", `web-1 ${LINE}`, "web-1 ‹redacted›"],
    ["users and passwords in URLs", "postgres://app:hunter2@db:5432/shop", "postgres://‹redacted›@db:5432/shop"],
    ["assignments", "PGPASSWORD=hunter2 psql", "PGPASSWORD=‹redacted› psql"],
    ["quoted assignments", `password='it\\'s me' user=bob`, "password='‹redacted›' user=bob"],
    ["YAML", "client_secret: hunter2\nuser: bob", "client_secret: ‹redacted›\nuser: bob"],
    ["JSON", '{"password":"a\\"b","user":"bob"}', '{"password":"‹redacted›","user":"bob"}'],
    ["numbers", '{"password":12345,"n":1}', '{"password":‹redacted›,"n":1}'],
    [
      "JSON in JSON",
      '{"body":"{\\"token\\":\\"abc\\",\\"n\\":1}"}',
      '{"body":"{\\"token\\":\\"‹redacted›\\",\\"n\\":1}"}',
    ],
    ["forms", "grant=x&api_key=abc&n=1", "grant=x&api_key=‹redacted›&n=1"],
  ])("%s", (_, text, clean) => expect(redact(text)).toBe(clean));
});

describe("leaves alone", () => {
  test.each([
    ["digests", `nginx@sha256:${"4bf92f35".repeat(8)}`],
    ["names of Secrets", "secretName: web-tls\nsecretKeyRef:\n  name: db"],
    ["switches", "automountServiceAccountToken: true"],
    ["words about secrets", "invalid password for user bob; token expired"],
    ["URLs without a user", "https://example.com/a@b?c=d"],
    ["certificates, which are public", "-----BEGIN CERTIFICATE-----"],
    ["long paths", `/var/lib/kubelet/pods/${"a/".repeat(40)}volumes`],
  ])("%s", (_, text) => expect(redact(text)).toBe(text));
});

test("values are hidden by their keys as well", () => {
  const value = { password: "hunter2", pin: 7, token: 12345, nested: [{ dbPassword: "a", text: "Bearer abcdefgh" }] };
  expect(JSON.parse(JSON.stringify(value, redactValue))).toEqual({
    password: "‹redacted›",
    pin: 7,
    token: "‹redacted›",
    nested: [{ dbPassword: "‹redacted›", text: "Bearer ‹redacted›" }],
  });
});

test("a line of a key is hidden wherever it stands, and one character less of it is not", () => {
  const shortest = LINE.slice(0, 64);
  for (let before = 0; before <= 130; before++) {
    const filler = "web-1 ".repeat(30).slice(-before - 1);
    expect(redact(`${filler} ${shortest} ok`)).toBe(`${filler} ‹redacted› ok`);
    expect(redact(`${filler} ${shortest}`)).toBe(`${filler} ‹redacted›`);
    expect(redact(`${filler} ${shortest.slice(1)} ok`)).toBe(`${filler} ${shortest.slice(1)} ok`);
  }
});

/** Each of these takes hours, or overflows V8's stack, when a pattern looks at the same characters again and again. */
test.each([
  "a",
  "eyJ",
  "password",
  'password="',
  "-----BEGIN PRIVATE KEY-----",
  "://",
  "AKIA",
  "ghp_",
  "\\",
  `${"a".repeat(63)} `,
])(
  "10 MB of %j are finished",
  (part) => expect(redact(part.repeat(10_000_000 / part.length)).length).toBeGreaterThan(0),
  60_000,
);
