import type { Workspace } from "../workspace/workspace.ts";
import type { Answer } from "./answer.ts";

/** Bytes for an announced file, bare or as the one file of a multipart form, as the SDK sends them. */
export async function upload({ files }: Workspace, ticket: string, contentType: string, body: Buffer): Promise<Answer> {
  let bytes = body;
  if (contentType.startsWith("multipart/form-data")) {
    const form = await new Response(body, { headers: { "content-type": contentType } }).formData();
    const file = [...form.values()].find((part) => typeof part !== "string");
    bytes = file ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
  }
  const file = files.receive(ticket, bytes);
  if (!file) return { status: 400, headers: {}, body: "unknown upload or wrong length" };
  return { status: 200, headers: {}, body: `OK - ${bytes.length}` };
}

/** What url_private leads to: the content for the bot's token, a sign-in page for everybody else. */
export function download({ directory, files }: Workspace, id: string, authorization: string | undefined): Answer {
  const file = files.all().find((candidate) => candidate.id === id);
  if (!file?.bytes) return { status: 404, headers: {}, body: "not found" };
  if (authorization !== `Bearer ${directory.bot.token}`) {
    return { status: 200, headers: { "content-type": "text/html" }, body: "<html>Sign in</html>" };
  }
  return { status: 200, headers: {}, body: file.bytes };
}
