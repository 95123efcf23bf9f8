import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createVerifier } from "../../../../src/chat/slack/receive/verify.ts";

const NOW = 1_700_000_000_000;
const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
const OLD = "1111222233334444555566667777888a";
const verify = createVerifier([SECRET, OLD], () => NOW);

function signed(body: string | Buffer, { secret = SECRET, at = NOW } = {}) {
  const timestamp = String(Math.floor(at / 1000));
  const digest = createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex");
  return { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${digest}` };
}
const judge = (body: string | Buffer, headers: Record<string, string | undefined>) =>
  verify(headers, Buffer.from(body));

test("what Slack signed is genuine, under the present secret and the one before it", () => {
  const headers = signed("text=hello");
  expect(judge("text=hello", headers)).toEqual({ genuine: true, signature: headers["x-slack-signature"] });
  expect(judge("text=hello", signed("text=hello", { secret: OLD }))).toMatchObject({ genuine: true });
  expect(judge("text=hello", signed("text=hello", { secret: "another-secret" }))).toEqual({
    genuine: false,
    because: "signature",
  });
});

test("the bytes count, not what they decode to", () => {
  const bytes = Buffer.from([0x70, 0x3d, 0xff, 0xfe, 0x00, 0x2b]);
  expect(judge(bytes, signed(bytes))).toMatchObject({ genuine: true });
  expect(judge("a=%20b", signed("a=+b"))).toMatchObject({ genuine: false });
});

test.each([
  [-301, false],
  [-300, true],
  [0, true],
  [300, true],
  [301, false],
  [315_360_000, false],
])("a clock that differs by %i seconds: %s", (seconds, genuine) => {
  expect(judge("x=1", signed("x=1", { at: NOW + seconds * 1000 }))).toMatchObject({ genuine });
});

test("headers that are missing, repeated or odd prove nothing", () => {
  const good = signed("x=1");
  expect(judge("x=1", {})).toEqual({ genuine: false, because: "unsigned" });
  expect(judge("x=1", { ...good, "x-slack-signature": undefined })).toMatchObject({ genuine: false });
  expect(judge("x=1", { ...good, "x-slack-request-timestamp": " 1700000000" })).toMatchObject({ genuine: false });
  expect(judge("x=1", { ...good, "x-slack-request-timestamp": "NaN" })).toMatchObject({ genuine: false });
  expect(judge("x=1", { ...good, "x-slack-signature": `${good["x-slack-signature"]}, v0=00` })).toMatchObject({
    genuine: false,
  });
  expect(judge("x=1", { ...good, "x-slack-signature": good["x-slack-signature"].replace("v0=", "v1=") })).toMatchObject(
    { genuine: false },
  );
});

test("no mutation of a signed request is accepted", () => {
  const body = "token=x&team_id=T1&command=%2Fk8s&text=get+pods";
  const headers = signed(body);
  fc.assert(
    fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const bytes = Buffer.from(body);
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      return !judge(bytes, headers).genuine;
    }),
  );
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (x, signature, timestamp) => {
      return !judge(x, { "x-slack-signature": signature, "x-slack-request-timestamp": timestamp }).genuine;
    }),
  );
});

test.each([[[]], [[""]], [["   "]], [[SECRET, ""]], [["short"]]])("secrets %j are refused at start", (secrets) => {
  expect(() => createVerifier(secrets, () => NOW)).toThrow("SLACK_SIGNING_SECRET");
});
