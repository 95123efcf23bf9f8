/** Files for what is too long to be read in a message: three steps, of which only the middle one is not an API method. */
import { z } from "zod";
import type { Spill } from "../draw/fit.ts";
import { lostOrUnsent, SlackFailure } from "./errors.ts";
import type { Lanes } from "./lanes.ts";
import type { Network } from "./network.ts";

const Ticket = z.object({ upload_url: z.url(), file_id: z.string() });
const TIMEOUT = 30_000;

interface Tools {
  readonly lanes: Lanes;
  readonly network: Network;
}

/** The bytes, which nobody sees before they are shared. @returns the file's id. @throws SlackFailure */
export async function upload({ lanes, network }: Tools, { name, content }: Spill): Promise<string> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const asked = { filename: name, length: bytes.length };
  const { upload_url, file_id } = await lanes.call("files.getUploadURLExternal", asked, Ticket);
  await send(network, upload_url, bytes);
  return file_id;
}

/**
 * Shares a file in a thread. The message above it must stand already: Slack scans files first, so they may appear after
 * later messages, and nothing can be threaded under them (slackapi/node-slack-sdk#1865).
 * @param uploaded where it has begun already
 * @throws SlackFailure
 */
export async function shareFile(
  tools: Tools,
  spill: Spill,
  where: { readonly channel: string; readonly thread: string },
  uploaded: Promise<string> = upload(tools, spill),
): Promise<void> {
  const files = [{ id: await uploaded, title: spill.name }];
  const completed = { files, channel_id: where.channel, thread_ts: where.thread };
  await tools.lanes.call("files.completeUploadExternal", completed, z.unknown());
}

/** The bytes as they are: the SDK would wrap them in a form, and send them in several steps of its own. */
async function send(network: Network, url: string, body: Uint8Array): Promise<void> {
  const headers = { "content-type": "application/octet-stream" };
  const response = await network
    .request(url, { method: "POST", headers, body, signal: AbortSignal.timeout(TIMEOUT) })
    .catch((error: unknown) => {
      throw new SlackFailure("files.upload", lostOrUnsent(error), { cause: error });
    });
  await response.body.dump();
  const { statusCode: status } = response;
  if (status < 200 || status > 299) throw new SlackFailure("files.upload", { kind: "refused", code: `http_${status}` });
}
