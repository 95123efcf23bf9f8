/** Slack's side of the wire, as cheap as it can be: says yes to everything and tells when something arrived. */
import { type AddressInfo, createServer, type Socket } from "node:net";

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
  function answer(path: string, body: string): string {
    const what = path.replace(/^\/(api\/)?/, "").replace(/\?.*/, "");
    const posted = { channel: "C1", ts: `${++ts}.0` };
    const said = JSON.stringify({ ok: true, ...(answers[what]?.(body) ?? posted) });
    seen.push(what);
    for (const look of waiting) look({ what, body });
    return said;
  }
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => {}).on("close", () => sockets.delete(socket)));
    serve(socket, answer);
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
      for (const socket of sockets) socket.destroy();
    },
  };
}
const HEAD = "\r\n\r\n";

/**
 * As much of HTTP/1.1 as undici speaks to it: one request after the other, each with its length. node:http would take a
 * tenth of the time that is measured.
 */
function serve(socket: Socket, answer: (path: string, body: string) => string): void {
  let received: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const end = received.indexOf(HEAD);
    if (end < 0) return;
    const head = received.toString("latin1", 0, end);
    const from = end + HEAD.length;
    const to = from + Number(/^content-length: *(\d+)$/im.exec(head)?.[1] ?? 0);
    if (received.length < to) return;
    const body = received.toString("utf8", from, to);
    received = received.subarray(to);
    const said = answer(head.split(" ", 2)[1] ?? "", body);
    const length = Buffer.byteLength(said);
    socket.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${length}${HEAD}${said}`);
  });
}
export type Sink = Awaited<ReturnType<typeof startSink>>;
