/** The API calls of a command, sent again by nothing but a kept-alive connection. */
import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { Agent, request } from "undici";

export interface ApiCall {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Name and value in turn, the login among them. */
  readonly headers: readonly string[];
  readonly body: string;
}

interface Kubeconfig {
  readonly clusters: readonly {
    readonly cluster: { readonly server: string; readonly "certificate-authority-data"?: string };
  }[];
  readonly users: readonly { readonly user: { readonly token?: string } }[];
}

export function bareCalls(kubeconfig: string) {
  const { clusters, users } = load(readFileSync(kubeconfig, "utf8")) as Kubeconfig;
  const { server = "", "certificate-authority-data": ca } = clusters[0]?.cluster ?? {};
  const connect = ca === undefined ? {} : { ca: Buffer.from(ca, "base64") };
  const dispatcher = new Agent({ connections: 2, allowH2: false, connect });

  async function send({ method, path, headers, body }: ApiCall): Promise<unknown> {
    const response = await request(server + path, {
      dispatcher,
      method: method as "GET",
      headers: [...headers],
      body: body === "" ? null : body,
    });
    const answer = await response.body.json();
    // Looking for what is not there is a part of some commands.
    if (response.statusCode >= 400 && response.statusCode !== 404)
      throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }
  const token = users[0]?.user.token;
  const login = token === undefined ? [] : ["authorization", `Bearer ${token}`];
  return {
    server,
    dispatcher,
    /** The kubeconfig's token as a header. */
    login,
    /** A merge patch, in nobody's name but the kubeconfig's. */
    patch: (path: string, body: object) =>
      send({
        method: "PATCH",
        path,
        headers: [...login, "content-type", "application/merge-patch+json"],
        body: JSON.stringify(body),
      }),
    /** In nobody's name but the kubeconfig's. */
    get: (path: string) => send({ method: "GET", path, headers: login, body: "" }),
    /** One after the other, each answer parsed. @returns milliseconds */
    async time(calls: readonly ApiCall[]): Promise<number> {
      const began = performance.now();
      for (const call of calls) await send(call);
      return performance.now() - began;
    },
    close: () => dispatcher.close(),
  };
}
export type BareCalls = ReturnType<typeof bareCalls>;
