/** Somebody who types a line and looks at the clock until the answer is there. */
import { Sender, slash } from "./requests.ts";
import type { Arrived, Sink } from "./sink.ts";

export interface Asking {
  readonly channel?: string;
  /** The name of the file that is the answer. Default: the first message is. */
  readonly file?: string;
}

export function createAsker(port: number, sink: Sink, connections = 2) {
  const sender = new Sender(port, connections);
  let asked = 0;

  /** @throws Error when no answer comes, or when it says that something failed */
  async function ask(line: string, { channel = "C1", file }: Asking = {}): Promise<{ took: number; body: string }> {
    const whisper = `response_url/${++asked}`;
    const isMessage = ({ what, body }: Arrived): boolean =>
      what === whisper || (what === "chat.postMessage" && new URLSearchParams(body).get("channel") === channel);
    const isAnswer = (one: Arrived): boolean =>
      file === undefined ? isMessage(one) : one.what === `upload/${file}` || (isMessage(one) && saysFailed(one));
    const answered = sink.arrival(isAnswer, `The answer to "${line}"`);
    const request = slash(line, `${sink.url}/${whisper}`, channel);
    const began = performance.now();
    const [answer] = await Promise.all([answered, sender.send(request)]);
    const took = performance.now() - began;
    if (saysFailed(answer)) throw new Error(`"${line}" was answered with ${answer.body}`);
    return { took, body: answer.body };
  }
  return { ask, close: () => sender.close() };
}

/** In a message's JSON, or in a form. */
const saysFailed = ({ what, body }: Arrived): boolean => !what.startsWith("upload") && /\*Failed(:|%3A)\*/.test(body);
