import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer, WebApi } from "./web-api.ts";
import { parseBody } from "./arguments.ts";
import type { Json } from "../json.ts";
import { respond } from "./respond.ts";
import type { Workspace } from "../workspace/workspace.ts";

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
  if (method) return api.call(method, { authorization: request.headers.authorization, contentType }, body);
  if (path.startsWith("/commands/") || path.startsWith("/actions/")) {
    return responseUrl(workspace, api, path, contentType, body);
  }
  const ticket = path.match(/^\/upload\/v1\/(\w+)$/)?.[1];
  if (ticket) return upload(workspace, ticket, contentType, body);
  const download = path.match(/^\/files-pri\/(\w+)\//)?.[1];
  if (download) return fileContent(workspace, download, request.headers.authorization);
  return { status: 404, headers: {}, body: "not found" };
}

/** Bytes for an announced file, bare or as the one file of a multipart form, as the SDK sends them. */
async function upload(workspace: Workspace, ticket: string, contentType: string, body: Buffer): Promise<Answer> {
  let bytes = body;
  if (contentType.startsWith("multipart/form-data")) {
    const form = await new Response(body, { headers: { "content-type": contentType } }).formData();
    const file = [...form.values()].find((part) => typeof part !== "string");
    bytes = file ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
  }
  const file = workspace.files.receive(ticket, bytes);
  if (!file) return { status: 400, headers: {}, body: "unknown upload or wrong length" };
  return { status: 200, headers: {}, body: `OK - ${bytes.length}` };
}

/** What url_private leads to: the content for the bot's token, a sign-in page for everybody else. */
function fileContent(workspace: Workspace, id: string, authorization: string | undefined): Answer {
  const { directory, files } = workspace;
  const file = files.all().find((candidate) => candidate.id === id);
  if (!file?.bytes) return { status: 404, headers: {}, body: "not found" };
  if (authorization !== `Bearer ${directory.bot.token}`) {
    return { status: 200, headers: { "content-type": "text/html" }, body: "<html>Sign in</html>" };
  }
  return { status: 200, headers: {}, body: file.bytes };
}

/** The statuses are those that people report: 404 for a URL that is no longer good, 400 for a bad message. */
async function responseUrl(
  workspace: Workspace,
  api: WebApi,
  path: string,
  contentType: string,
  body: Buffer,
): Promise<Answer> {
  let args: Json = {};
  const run = (): Json => {
    args = parseBody(contentType, body);
    const place = workspace.responseUrls.use(path);
    respond(workspace, place, args);
    return { ok: true };
  };
  const answer = await api.guarded("response_url", run, () => args);
  if (answer.status !== 200 || answer.error === undefined) return answer;
  const gone = ["no_service", "expired_url", "used_url"].includes(answer.error);
  return { ...answer, status: gone ? 404 : 400 };
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
