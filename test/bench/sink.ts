/** Slack's side of the wire, as cheap as it can be: says yes to everything and tells when something arrived. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Arrived {
  /** "response_url/7", "chat.postMessage", "upload/pods.txt" … */
  readonly what: string;
  readonly body: string;
}

/** Milliseconds, for the slowest answer on the busiest machine. What has not come by then does not come. */
const DEADLINE = 60_000;

const USER = {
  id: "U1",
  team_id: "T1",
  name: "alice",
  profile: { email: "alice@example.com" },
  is_email_confirmed: true,
};

export async function startSink() {
  const waiting = new Set<(arrived: Arrived) => void>();
  const seen: string[] = [];
  let ts = 0;
  const answers: Readonly<Record<string, (body: string) => object>> = {
    "auth.test": () => ({ user_id: "UBOT", team_id: "T1", user: "kubemate", bot_id: "BBOT" }),
    "users.info": () => ({ user: USER }),
    "conversations.info": () => ({ channel: { id: "C1", name: "general", is_member: true, is_ext_shared: false } }),
    "files.getUploadURLExternal": (body) => ({
      upload_url: `${url}/upload/${new URLSearchParams(body).get("filename")}`,
      file_id: "F1",
    }),
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const what = (request.url ?? "").replace(/^\/(api\/)?/, "").replace(/\?.*/, "");
      const body = Buffer.concat(chunks).toString();
      const posted = { channel: "C1", ts: `${++ts}.0` };
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ ok: true, ...(answers[what]?.(body) ?? posted) }));
      seen.push(what);
      for (const look of waiting) look({ what, body });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    /** @throws Error after a minute, with what came instead */
    arrival: (wanted: (arrived: Arrived) => boolean, inWords: string): Promise<Arrived> =>
      new Promise((resolve, reject) => {
        const before = seen.length;
        const give = () => {
          const instead = seen.slice(before).slice(-10).join(", ") || "nothing";
          end();
          reject(new Error(`${inWords} did not come within ${DEADLINE / 1000} s. The last that came: ${instead}.`));
        };
        const timer = setTimeout(give, DEADLINE);
        const look = (one: Arrived) => {
          if (!wanted(one)) return;
          end();
          resolve(one);
        };
        const end = () => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        waiting.add(look);
      }),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
export type Sink = Awaited<ReturnType<typeof startSink>>;
