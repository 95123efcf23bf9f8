/** Slack's side of the wire, as cheap as it can be: says yes to everything and tells when something arrived. */
import { EventEmitter } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Arrived {
  /** "response_url", "chat.postMessage", "upload" … */
  readonly what: string;
  readonly body: string;
}

const USER = {
  id: "U1",
  team_id: "T1",
  name: "alice",
  profile: { email: "alice@example.com" },
  is_email_confirmed: true,
};
const CHANNEL = { id: "C1", name: "general", is_member: true, is_ext_shared: false };

export async function startSink() {
  const events = new EventEmitter();
  let ts = 0;
  const answers: Readonly<Record<string, (url: string) => object>> = {
    "auth.test": () => ({ user_id: "UBOT", team_id: "T1", user: "kubemate", bot_id: "BBOT" }),
    "users.info": () => ({ user: USER }),
    "conversations.info": () => ({ channel: CHANNEL }),
    "conversations.open": () => ({ channel: { id: "D1" } }),
    "files.getUploadURLExternal": (url) => ({ upload_url: `${url}/upload`, file_id: "F1" }),
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const what = (request.url ?? "").replace(/^\/(api\/)?/, "").replace(/\?.*/, "");
      const posted = { channel: "C1", ts: `${++ts}.0`, message_ts: `${ts}.0` };
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ ok: true, ...(answers[what]?.(url) ?? posted) }));
      events.emit("arrived", { what, body: Buffer.concat(chunks).toString() } satisfies Arrived);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    responseUrl: `${url}/response_url`,
    /** The next thing of this kind: a name, or several of which the first counts. */
    next: (...kinds: readonly string[]): Promise<Arrived> =>
      new Promise((resolve) => {
        const look = (one: Arrived) => {
          if (!kinds.includes(one.what)) return;
          events.off("arrived", look);
          resolve(one);
        };
        events.on("arrived", look);
      }),
    close: () => void server.close(),
  };
}
export type Sink = Awaited<ReturnType<typeof startSink>>;
