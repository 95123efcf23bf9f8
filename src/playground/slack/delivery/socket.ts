import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Json } from "../json.ts";
import type { Ids } from "../workspace/ids.ts";
import { type Ack, acked, type Courier, type Delivery, failed } from "./ack.ts";

const most = 10;
const pingEvery = 10_000;

/** Why Slack ends a connection; `warning` comes some ten seconds before the end. */
export type DisconnectReason = "warning" | "refresh_requested" | "link_disabled" | "too_many_websockets";

/** Socket Mode: tickets, connections, envelopes and their acknowledgements. */
export class SocketMode implements Courier {
  readonly #ids: Ids;
  readonly #appId: string;
  readonly #deadline: number;
  readonly #note: (line: string) => void;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #sockets = new Set<WebSocket>();
  readonly #unacknowledged = new Map<string, (ack: Ack) => void>();
  #turn = 0;

  constructor(parts: { ids: Ids; appId: string; deadline: number; note: (line: string) => void }) {
    this.#ids = parts.ids;
    this.#appId = parts.appId;
    this.#deadline = parts.deadline;
    this.#note = parts.note;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  /** The path of a new connection, good for one use. */
  ticket(): string {
    const ticket = this.#ids.next("ticket");
    this.#tickets.add(ticket);
    return `/link/?ticket=${ticket}&app_id=${this.#appId}`;
  }

  /** Takes a connection over from the HTTP server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? "", "ws://localhost").searchParams.get("ticket") ?? "";
    if (!this.#tickets.delete(ticket)) {
      socket.end("HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n");
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#welcome(webSocket));
  }

  deliver({ kind, payload, retry }: Delivery): Promise<Ack> {
    const envelope_id = this.#ids.next("envelope");
    return this.send({
      envelope_id,
      type: kind,
      payload,
      accepts_response_payload: kind !== "events_api",
      ...(kind === "events_api" ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? "" } : {}),
    });
  }

  /** Sends an envelope to one of the connections, each in its turn, and waits for the acknowledgement. */
  send(envelope: Json & { envelope_id: string }): Promise<Ack> {
    const open = [...this.#sockets].filter((socket) => socket.readyState === socket.OPEN);
    const socket = open[this.#turn++ % Math.max(open.length, 1)];
    if (!socket) return Promise.resolve(failed("dispatch_failed", "connection_failed"));
    const { promise, resolve } = Promise.withResolvers<Ack>();
    const timer = setTimeout(() => resolve(failed("operation_timeout", "timeout")), this.#deadline);
    this.#unacknowledged.set(envelope.envelope_id, resolve);
    socket.send(JSON.stringify(envelope));
    return promise.finally(() => {
      clearTimeout(timer);
      this.#unacknowledged.delete(envelope.envelope_id);
    });
  }

  /** Tells every connection that it ends, and ends it, unless it is only a warning. */
  disconnect(reason: DisconnectReason): void {
    for (const socket of this.#sockets) {
      socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "applink-local" } }));
      if (reason !== "warning") socket.close();
    }
  }

  /** Breaks every connection without a word, as a network does. */
  drop(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  close(): void {
    this.drop();
    this.#server.close();
  }

  #welcome(socket: WebSocket): void {
    if (this.#sockets.size >= most) {
      socket.send(
        JSON.stringify({ type: "disconnect", reason: "too_many_websockets", debug_info: { host: "applink-local" } }),
      );
      socket.close();
      return;
    }
    this.#sockets.add(socket);
    const ping = setInterval(() => socket.ping(), pingEvery);
    socket.on("message", (data: Buffer) => this.#receive(data.toString()));
    // A broken connection is an everyday thing; `close` follows and cleans up.
    socket.on("error", () => {});
    socket.on("close", () => {
      clearInterval(ping);
      this.#sockets.delete(socket);
      this.#note("· a Socket Mode connection closed");
    });
    socket.ping();
    socket.send(
      JSON.stringify({
        type: "hello",
        num_connections: this.#sockets.size,
        debug_info: { host: "applink-local", build_number: 1, approximate_connection_time: 3600 },
        connection_info: { app_id: this.#appId },
      }),
    );
    this.#note("· a Socket Mode connection opened");
  }

  #receive(text: string): void {
    const { envelope_id, payload } = JSON.parse(text) as { envelope_id: string; payload?: unknown };
    this.#unacknowledged.get(envelope_id)?.(acked(payload));
  }
}
