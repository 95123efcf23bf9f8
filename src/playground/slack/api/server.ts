import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "../json.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Answer } from "./answer.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { respond } from "./respond.ts";
import { download, upload } from "./transfer.ts";
import type { WebApi } from "./web-api.ts";

/** Opens an HTTP server on loopback. @returns it with its address, without a slash at the end */
export async function listen(port: number): Promise<{ server: Server; url: string }> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(port, "127.0.0.1", resolve);
  await promise;
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Routes what the bot sends: Web API, response URLs, uploads and downloads. */
export function serve(server: Server, workspace: Workspace, api: WebApi): void {
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    handle(request, workspace, api).then(
      (answer) => send(response, answer),
      (error: unknown) => send(response, { status: 500, headers: {}, body: String(error) }),
    );
  });
}

async function handle(request: IncomingMessage, workspace: Workspace, api: WebApi): Promise<Answer> {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  const body = await bytesOf(request);
  const contentType = request.headers["content-type"] ?? "";
  const method = path.match(/^\/api\/([\w.]+)$/)?.[1];
  if (method) return api.call(method, request.headers.authorization, contentType, body);
  if (path.startsWith("/commands/") || path.startsWith("/actions/")) {
    return responseUrl(workspace, api, path, readArguments(contentType, body));
  }
  const ticket = path.match(/^\/upload\/v1\/(\w+)$/)?.[1];
  if (ticket) return upload(workspace, ticket, contentType, body);
  const file = path.match(/^\/files-pri\/(\w+)\//)?.[1];
  if (file) return download(workspace, file, request.headers.authorization);
  return { status: 404, headers: {}, body: "not found" };
}

function responseUrl(workspace: Workspace, api: WebApi, path: string, read: Arguments): Promise<Answer> {
  const run = (args: Json): Json => {
    respond(workspace, workspace.responseUrls.use(path), args);
    return {};
  };
  return api.guarded("response_url", read, run, statusOfRefusal);
}

/** The statuses are those that people report: 404 for a URL that is no longer good, 400 for a bad message. */
function statusOfRefusal(error: string): number {
  return ["no_service", "expired_url", "used_url"].includes(error) ? 404 : 400;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer.lost) {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, answer.headers).end(answer.body);
}
