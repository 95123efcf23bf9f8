import type { Json } from "../json.ts";
import type { Ids } from "./ids.ts";

/** How the sender asked Slack to treat the text. */
export interface Rendering {
  parse?: string;
  link_names?: boolean;
  unfurl_links?: boolean;
  unfurl_media?: boolean;
  mrkdwn?: boolean;
  /** chat.update parses more eagerly than chat.postMessage unless told not to. */
  edited?: boolean;
}

/** A message as it stands now. Never changed: an edit puts a new one in its place. */
export interface Message {
  channel: string;
  ts: string;
  user: string;
  text: string;
  blocks?: Json[];
  files?: { id: string; name: string; title: string }[];
  metadata?: Json;
  reactions?: { name: string; users: string[]; count: number }[];
  thread_ts?: string;
  bot_id?: string;
  subtype?: string;
  edited?: { user: string; ts: string };
  /** The only person who sees it, where it is ephemeral. */
  onlyFor?: string;
  rendering: Rendering;
}

export type Draft = Omit<Message, "ts">;

/** The messages of all conversations. */
export class Messages {
  readonly #byKey = new Map<string, Message>();
  readonly #ids: Ids;

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  post(draft: Draft): Message {
    const message: Message = { ...draft, ts: this.#ids.ts() };
    this.#byKey.set(key(message.channel, message.ts), message);
    return message;
  }

  find(channel: string, ts: string): Message | undefined {
    return this.#byKey.get(key(channel, ts));
  }

  replace(message: Message): Message {
    this.#byKey.set(key(message.channel, message.ts), message);
    return message;
  }

  remove(message: Message): void {
    this.#byKey.delete(key(message.channel, message.ts));
  }

  /** What everybody in the conversation can read, oldest first. */
  in(channel: string): Message[] {
    return this.anyIn(channel).filter((message) => message.onlyFor === undefined);
  }

  /** The same with everybody's ephemeral messages. */
  anyIn(channel: string): Message[] {
    return this.#all().filter((message) => message.channel === channel);
  }

  /** What only this person can read. */
  onlyFor(user: string, channel?: string): Message[] {
    return this.#all().filter(
      (message) => message.onlyFor === user && (channel === undefined || message.channel === channel),
    );
  }

  #all(): Message[] {
    return [...this.#byKey.values()];
  }
}

/** Whether a message belongs to the thread that starts with `ts`, its first message included. */
export function inThread(message: Message, ts: string): boolean {
  return message.ts === ts || message.thread_ts === ts;
}

/** A message as the API shows it. */
export function onWire(message: Message, team: string, appId: string): Json {
  const { channel: _channel, onlyFor, rendering: _rendering, ...wire } = message;
  return {
    type: "message",
    ...wire,
    team,
    ...(message.bot_id ? { app_id: appId } : {}),
    ...(onlyFor ? { is_ephemeral: true } : {}),
  };
}

function key(channel: string, ts: string): string {
  return `${channel}/${ts}`;
}
