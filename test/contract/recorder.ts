/** Stands between the bot and an API server and remembers every request, so that it can be sent again elsewhere. */
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

export interface Recorded {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Name and value in turn: several groups to impersonate are several headers, which Node would join into one. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** Whether it leaves something behind: a rehearsal does not, nor does a question that is asked by creating an object. */
export const isChange = ({ method, path, body }: Recorded): boolean =>
  method !== "GET" && !/[?&]dryRun=|reviews$/.test(path) && !body.includes('"dryRun"');

/** What makes a request what it is. Everything else a client adds for itself. */
const MEANT = /^(accept|content-type|impersonate-.*)$/i;

export async function startRecorder(target: string) {
  let recorded: Recorded[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { method = "GET", url = "/" } = incoming;
      const body = Buffer.concat(chunks);
      const headers = incoming.rawHeaders.filter((_, i, raw) => MEANT.test(raw[i - (i % 2)] ?? ""));
      recorded.push({ method, path: url, headers, body: body.toString() });
      const onward = request(new URL(url, target), { method, headers: incoming.rawHeaders }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on("error", () => outgoing.destroy()); // the bot sees what it would see: a connection that broke
      outgoing.on("close", () => onward.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** @returns what was asked since the last time */
    take(): readonly Recorded[] {
      const taken = recorded;
      recorded = [];
      return taken;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
