/** Pictures, pushed to a page whenever something has changed; of messages only those that the page does not have yet. */
import type { ServerResponse } from "node:http";
import type { Picture } from "./picture.ts";

/** Milliseconds: an answer comes in several steps, which are one change to the eye. */
const TOGETHER = 40;
/** Milliseconds: proxies and browsers give up on a connection that says nothing. */
const HEARTBEAT = 15_000;

export interface Stream {
  /** Something may have changed. */
  look(): void;
  end(): void;
}

/** @throws Error when there is no such picture: before anything was sent */
export function startStream(response: ServerResponse, current: () => Picture): Stream {
  current();
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write("retry: 1000\n\n");
  const sent = new Map<string, string>();
  let before = "";
  let soon: NodeJS.Timeout | undefined;

  const news = (part: string, list: Picture["messages"]) =>
    list.map(({ html, ...rest }) => {
      const key = `${part} ${rest.ts}`;
      const known = sent.get(key) === html;
      sent.set(key, html);
      return known ? rest : { ...rest, html };
    });

  function send(): void {
    soon = undefined;
    const { messages, thread, ...rest } = current();
    const text = JSON.stringify({ ...rest, messages: news("channel", messages), thread: news("thread", thread) });
    if (text !== before) response.write(`data: ${text}\n\n`);
    before = text;
  }
  const heartbeat = setInterval(() => response.write(": still here\n\n"), HEARTBEAT);
  send();
  return {
    look: () => void (soon ??= setTimeout(send, TOGETHER)),
    end() {
      clearInterval(heartbeat);
      clearTimeout(soon);
      response.end();
    },
  };
}
