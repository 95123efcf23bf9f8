/** Slash commands as Slack sends them: signed, each one different, over connections that stay open. */
import { createHmac, randomBytes } from "node:crypto";
import { Agent, request } from "undici";

export const SIGNING_SECRET = "bench-signing-secret";

export interface Signed {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function slash(text: string, responseUrl: string, channel = "C1"): Signed {
  const fields = {
    token: "t",
    team_id: "T1",
    team_domain: "shop",
    channel_id: channel,
    channel_name: "general",
    user_id: "U1",
    user_name: "alice",
    command: "/k8s",
    text,
    api_app_id: "A1",
    is_enterprise_install: "false",
    response_url: responseUrl,
    trigger_id: randomBytes(16).toString("hex"),
  };
  const body = new URLSearchParams(fields).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    body,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${signature}`,
    },
  };
}

export class Sender {
  readonly #agent: Agent;
  readonly #url: string;
  constructor(port: number, connections: number) {
    this.#agent = new Agent({ connections, pipelining: 1 });
    this.#url = `http://127.0.0.1:${port}/slack/events`;
  }
  /** @returns milliseconds until it was acknowledged */
  async send({ body, headers }: Signed): Promise<number> {
    const began = performance.now();
    const response = await request(this.#url, { method: "POST", headers, body, dispatcher: this.#agent });
    await response.body.dump();
    if (response.statusCode !== 200) throw new Error(`acknowledged with ${response.statusCode}`);
    return performance.now() - began;
  }
  close = (): Promise<void> => this.#agent.close();
}
