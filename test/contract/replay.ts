/** A request that was recorded on one cluster, sent to another that has the same contents. */
import { KubeConfig } from "@kubernetes/client-node";
import { Agent, type Dispatcher, request } from "undici";
import type { Recorded } from "./recorder.ts";

export interface Replied {
  readonly status: number;
  readonly type: string;
  /** What the JSON says; of a watch, its first events; of anything else, the text. */
  readonly body: unknown;
}

export interface Replayer {
  /** As it was, except for names, identities and versions that only the other cluster has. */
  replay(one: Recorded): Promise<Replied>;
  /** As it is. */
  send(one: Recorded): Promise<Replied>;
  close(): Promise<void>;
}

/** Milliseconds. Two clusters that are at rest answer at once. */
const DEADLINE = 10_000;

/** @param kubeconfig of somebody who may do everything, impersonate others included */
export function createReplayer(kubeconfig: string): Replayer {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const { server = "", caData } = config.getCurrentCluster() ?? {};
  const token = config.getCurrentUser()?.token;
  const ca = caData && Buffer.from(caData, "base64").toString();
  // Over HTTP/2 undici would send one of several headers of the same name.
  const dispatcher = new Agent({ connections: 4, allowH2: false, connect: { ...(ca && { ca }) } });

  async function send({ method, path, headers, body }: Recorded): Promise<Replied> {
    const answer = await request(new URL(path, server), {
      dispatcher,
      method,
      headers: [...headers, ...(token ? ["authorization", `Bearer ${token}`] : [])],
      signal: AbortSignal.timeout(DEADLINE),
      ...(body !== "" && { body }),
    });
    const type = String(answer.headers["content-type"] ?? "").split(";", 1)[0] ?? "";
    const replied = { status: answer.statusCode, type };
    if (answer.statusCode === 200 && isWatch(path))
      return { ...replied, body: await firstEvents(answer, path, headers) };
    if (answer.statusCode === 200 && query(path).has("follow")) return { ...replied, body: await firstLine(answer) };
    const text = await answer.body.text();
    if (type !== "application/json") return { ...replied, body: text };
    return { ...replied, body: JSON.parse(text) as unknown };
  }

  /** A watch from now tells first what there is: as many events as a list has items. What comes later is a matter of time. */
  async function firstEvents(answer: Dispatcher.ResponseData, path: string, headers: readonly string[]) {
    const { length } = await items(path.replace(/([?&])watch=[^&]*&?/, "$1"), headers);
    const events: unknown[] = [];
    if (length > 0) for await (const line of lines(answer)) if (events.push(JSON.parse(line)) === length) break;
    answer.body.destroy();
    return events;
  }

  /** The whole list: where a page ends is a matter of how many events there are by now. */
  async function allPages(body: unknown, path: string, headers: readonly string[]): Promise<unknown> {
    const { metadata = {}, items = [], ...list } = body as Partial<List>;
    if (!metadata.continue) return body;
    const rest = `${path.replace(/&?continue=[^&]*/, "")}&continue=${encodeURIComponent(metadata.continue)}`;
    const next = (await allPages(await read(rest, headers), rest, headers)) as List;
    return { ...list, metadata: next.metadata, items: [...items, ...next.items] };
  }

  /** Pods of one workload are alike: where a name was generated, the first that is called alike stands in. */
  async function here(path: string, headers: readonly string[]): Promise<string> {
    const [, list = "", name = "", after = ""] = POD.exec(path) ?? [];
    const family = name.replace(GENERATED, "-");
    if (family === name) return path;
    const names = (await items(list, headers)).map((item) => item.metadata.name);
    return `${list}/${names.find((one) => one.startsWith(family)) ?? name}${after}`;
  }

  /** A precondition names the object's incarnation, which is another one here. */
  async function conditions(path: string, headers: readonly string[], body: string): Promise<string> {
    const uid = /"uid":"[^"]*"|("path":"\/metadata\/uid","value":)"[^"]*"/;
    if (!uid.test(body)) return body;
    const object = path.replace(/\?.*/, "").replace(/\/scale$/, "");
    const current = (await read(object, headers)) as { metadata?: { uid?: string } };
    return body.replace(uid, (_, start: string | undefined) => `${start ?? '"uid":'}"${current.metadata?.uid}"`);
  }

  const read = async (path: string, headers: readonly string[]): Promise<unknown> =>
    (await send({ method: "GET", path, headers: ["accept", "application/json", ...impersonation(headers)], body: "" }))
      .body;

  const items = async (path: string, headers: readonly string[]): Promise<readonly Item[]> =>
    ((await read(path, headers)) as Partial<List>).items ?? [];

  return {
    send,
    async replay({ method, path, headers, body }) {
      // Versions count the changes of one cluster. Here a watch begins with what there is now.
      const target = await here(path.replace(/([?&])resourceVersion=[1-9]\d*&?/, "$1"), headers);
      const replied = await send({ method, path: target, headers, body: await conditions(target, headers, body) });
      return { ...replied, body: await allPages(replied.body, target, headers) };
    },
    close: () => dispatcher.destroy(),
  };
}

interface List {
  readonly metadata: { readonly continue?: string };
  readonly items: readonly Item[];
}

interface Item {
  readonly metadata: { readonly name: string };
}

const POD = /^(.*\/namespaces\/[^/]+\/pods)\/([^/?]+)(.*)$/;
const GENERATED = /-[a-z0-9]{8,10}-[a-z0-9]{5}$|-[a-z0-9]{5}$/;

const query = (path: string): URLSearchParams => new URL(path, "http://localhost").searchParams;
export const isWatch = (path: string): boolean => query(path).has("watch");

const impersonation = (headers: readonly string[]): readonly string[] =>
  headers.filter((_, i) => /^impersonate-/i.test(headers[i - (i % 2)] ?? ""));

async function firstLine(answer: Dispatcher.ResponseData): Promise<string> {
  for await (const line of lines(answer)) return line;
  return "";
}

async function* lines({ body }: Dispatcher.ResponseData): AsyncGenerator<string> {
  let text = "";
  for await (const chunk of body) {
    const whole = (text + String(chunk)).split("\n");
    text = whole.pop() ?? "";
    yield* whole;
  }
}
