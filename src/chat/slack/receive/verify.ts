/**
 * Is this request from Slack? Decided on the raw bytes, before anything parses them: two parsers that disagree about one
 * body is how unsigned events once got into Bolt (slackapi/bolt-js#2897, #2899). Bolt itself also accepts timestamps of
 * the future, and an empty secret (#2946).
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export type Verdict =
  | { readonly genuine: true; readonly signature: string }
  | { readonly genuine: false; readonly because: "unsigned" | "clock" | "signature" };

export type Verifier = (headers: IncomingHttpHeaders, body: Buffer) => Verdict;

/** Seconds that Slack's clock and ours may differ, in either direction (docs.slack.dev, verifying requests). */
const WINDOW = 300;

/** Slack's are 32 characters; anything much shorter is a mistake in the configuration, and an empty one opens the door. */
const SHORTEST_SECRET = 8;

/**
 * @param secrets the signing secret, and the one before it while it is being replaced
 * @param now Unix milliseconds
 * @throws Error when a secret is empty or too short to be one
 */
export function createVerifier(secrets: readonly string[], now: () => number): Verifier {
  if (secrets.length === 0 || secrets.some((secret) => secret.trim().length < SHORTEST_SECRET)) {
    throw new Error(
      "SLACK_SIGNING_SECRET is missing or too short. Copy it from Basic Information in the app's settings.",
    );
  }
  return (headers, body) => {
    const { "x-slack-signature": signature, "x-slack-request-timestamp": timestamp } = headers;
    if (typeof signature !== "string" || typeof timestamp !== "string") return { genuine: false, because: "unsigned" };
    if (!/^v0=[0-9a-f]{64}$/.test(signature) || !/^\d{1,12}$/.test(timestamp))
      return { genuine: false, because: "unsigned" };
    if (Math.abs(now() / 1000 - Number(timestamp)) > WINDOW) return { genuine: false, because: "clock" };

    const claimed = Buffer.from(signature.slice(3), "hex");
    const genuine = secrets.some((secret) =>
      timingSafeEqual(createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest(), claimed),
    );
    return genuine ? { genuine, signature } : { genuine, because: "signature" };
  };
}
