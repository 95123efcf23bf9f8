import { SlackError } from "../errors.ts";
import type { Json } from "../json.ts";
import type { Ids } from "./ids.ts";

/** Where a file has been shared. */
export interface Share {
  channel: string;
  ts: string;
}

export interface File {
  id: string;
  name: string;
  title: string;
  user: string;
  created: number;
  /** The size that the uploader announced. */
  length: number;
  bytes?: Buffer;
  /** The secret part of the upload URL. */
  ticket: string;
  completed: boolean;
  /** Whether Slack has looked at it. Until then it has no type, appears nowhere and is good for no image block. */
  examined: boolean;
  shares: Share[];
}

/** Files of the workspace, from the announcement of an upload to deletion. */
export class Files {
  readonly #files = new Map<string, File>();
  readonly #ids: Ids;

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  announce(name: string, length: number, user: string, created: number): File {
    const id = this.#ids.next("F");
    const ticket = this.#ids.next("upload");
    const file: File = {
      id,
      name,
      title: name,
      user,
      created,
      length,
      ticket,
      completed: false,
      examined: false,
      shares: [],
    };
    this.#files.set(id, file);
    return file;
  }

  /** @returns undefined when the ticket is unknown or the size is not the announced one */
  receive(ticket: string, bytes: Buffer): File | undefined {
    const file = [...this.#files.values()].find((candidate) => candidate.ticket === ticket);
    if (!file || file.completed || bytes.length !== file.length) return undefined;
    file.bytes = bytes;
    return file;
  }

  /** @throws SlackError file_not_found */
  get(id: string): File {
    const file = this.#files.get(id);
    if (!file) throw new SlackError("file_not_found");
    return file;
  }

  delete(id: string): void {
    this.get(id);
    this.#files.delete(id);
  }

  all(): File[] {
    return [...this.#files.values()].filter((file) => file.completed);
  }
}

/** A file as the API shows it. `isPublic` tells which conversations all members can see. */
export function fileOnWire(file: File, baseUrl: string, isPublic: (channel: string) => boolean): Json {
  const shares = { public: {} as Json, private: {} as Json };
  for (const share of file.shares) {
    shares[isPublic(share.channel) ? "public" : "private"][share.channel] = [{ ts: share.ts }];
  }
  const channels = file.shares.map((share) => share.channel);
  return {
    id: file.id,
    created: Math.floor(file.created / 1000),
    name: file.name,
    title: file.title,
    user: file.user,
    size: file.bytes?.length ?? 0,
    mimetype: file.examined ? mimetype(file.name) : "",
    url_private: `${baseUrl}/files-pri/${file.id}/${encodeURIComponent(file.name)}`,
    url_private_download: `${baseUrl}/files-pri/${file.id}/download/${encodeURIComponent(file.name)}`,
    channels: channels.filter(isPublic),
    groups: channels.filter((channel) => channel.startsWith("G")),
    ims: channels.filter((channel) => channel.startsWith("D")),
    shares,
  };
}

function mimetype(name: string): string {
  if (name.endsWith(".png")) return "image/png";
  if (name.endsWith(".json")) return "application/json";
  return "text/plain";
}
