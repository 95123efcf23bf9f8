/** Files for what is too long to be read in a message: three steps, of which only the middle one is not an API method. */
import { z } from "zod";
import type { Spill } from "../draw/fit.ts";
import { lostOrUnsent, SlackFailure } from "./errors.ts";
import type { Lanes } from "./lanes.ts";
import type { Network } from "./network.ts";

const Ticket = z.object({ upload_url: z.url(), file_id: z.string() });
const TIMEOUT = 30_000;

/**
 * Shares a file in a thread. The message above it must stand already: Slack scans files first, so they may appear after
 * later messages, and nothing can be threaded under them (slackapi/node-slack-sdk#1865).
 * @throws SlackFailure
 */
export async function shareFile(
  { lanes, network }: { readonly lanes: Lanes; readonly network: Network },
  { name, content }: Spill,
  where: { readonly channel: string; readonly thread: string },
): Promise<void> {
  const bytes = Buffer.from(content);
  const { upload_url, file_id } = await lanes.call(
    "files.getUploadURLExternal",
    { filename: name, length: bytes.length },
    Ticket,
  );
  await send(network, upload_url, bytes);
  const completed = { files: [{ id: file_id, title: name }], channel_id: where.channel, thread_ts: where.thread };
  await lanes.call("files.completeUploadExternal", completed, z.unknown());
}

/** The bytes as they are: the SDK would wrap them in a form of Node's own kind, which undici's fetch does not know. */
async function send(network: Network, url: string, body: Buffer): Promise<void> {
  const headers = { "content-type": "application/octet-stream" };
  const response = await network
    .fetch(url, { method: "POST", headers, body, redirect: "error", signal: AbortSignal.timeout(TIMEOUT) })
    .catch((error: unknown) => {
      throw new SlackFailure("files.upload", lostOrUnsent(error), { cause: error });
    });
  await response.text();
  if (!response.ok) throw new SlackFailure("files.upload", { kind: "refused", code: `http_${response.status}` });
}
