/** The page: a Slack to look at and to type into, on loopback, for one machine's browser. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { startCourse } from "../drills/index.ts";
import { ROLES, type World } from "../world.ts";
import { Act, type Done, perform } from "./acts.ts";
import { fileFor } from "./assets.ts";
import { type Looking, picture } from "./picture.ts";
import { type Stream, startStream } from "./stream.ts";

export interface Page {
  readonly url: string;
  close(): Promise<void>;
}

/** The largest that a person types: Slack's limit for a message is 40,000 characters. */
const LARGEST_BODY = 256 * 1024;

export async function startPage({ slack, cluster }: Pick<World, "slack" | "cluster">, port = 0): Promise<Page> {
  const streams = new Set<Stream>();
  const look = (): void => streams.forEach((stream) => stream.look());
  const course = startCourse({ slack, cluster }, look);
  const unwatch = slack.watch(look);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => refuse(response, 400, (error as Error).message));
  });
  await once(server.listen(port, "127.0.0.1"), "listening");
  const { port: taken } = server.address() as AddressInfo;
  const hosts = new Set([`127.0.0.1:${taken}`, `localhost:${taken}`]);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, headers } = request;
    // Another page in the same browser may know this address too, also by a name of its own (DNS rebinding).
    if (!hosts.has(headers.host ?? "")) return refuse(response, 403, "Open the address that the terminal shows.");
    const url = new URL(request.url ?? "/", `http://${headers.host}`);
    if (method === "GET") return show(url, response);
    if (method !== "POST" || headers.origin !== url.origin || headers["content-type"] !== "application/json")
      return refuse(response, 403, "Only the page itself may do that.");
    const body = JSON.parse(await text(request)) as unknown;
    const done = url.pathname === "/act" ? await perform(slack, Act.parse(body)) : await startDrill(url);
    look(); // closing a form is nothing that anybody else notices
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(done));
  }

  async function startDrill({ pathname }: URL): Promise<Done> {
    await course.start(pathname.replace(/^\/drills\//, ""));
    return {};
  }

  function show(url: URL, response: ServerResponse): void {
    if (url.pathname === "/pictures") return stream(url, response);
    const [, shared] = /^\/files\/(\w+)\//.exec(url.pathname) ?? [];
    const file = shared === undefined ? fileFor(url.pathname, ROLES) : sharedFile(shared);
    if (!file) return refuse(response, 404, "There is no such page.");
    response.writeHead(200, { "content-type": file.type, ...HARDENED }).end(file.bytes);
  }

  /** What the bot uploads is shown as what it is, and never runs. */
  function sharedFile(id: string) {
    const file = slack.files().find((one) => one.id === id);
    const type = file?.name.endsWith(".png") ? "image/png" : "text/plain; charset=utf-8";
    return file?.bytes && { type, bytes: file.bytes };
  }

  function stream({ searchParams }: URL, response: ServerResponse): void {
    const looking: Looking = {
      as: searchParams.get("as") ?? "",
      channel: searchParams.get("channel") ?? "",
      thread: searchParams.get("thread") ?? undefined,
    };
    const started = startStream(response, () => picture(slack, looking, course.shown()));
    streams.add(started);
    response.on("close", () => {
      started.end();
      streams.delete(started);
    });
  }

  return {
    url: `http://127.0.0.1:${taken}/`,
    async close() {
      course.stop();
      unwatch();
      for (const stream of streams) stream.end();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** Nothing of this page comes from anywhere else, and nothing in it is a program but our own file. */
const HARDENED = {
  "content-security-policy":
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

function refuse(response: ServerResponse, status: number, notice: string): void {
  if (response.headersSent) return void response.end();
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ notice }));
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > LARGEST_BODY) throw new Error("That is too long.");
  }
  return Buffer.concat(chunks).toString();
}
