import type { RequestOptions } from "node:https";
import { KubeConfig } from "@kubernetes/client-node";
import { Agent, request } from "undici";

export interface Answer {
  readonly status: number;
  // Whatever JSON the server sends; each caller knows which kind it asked for.
  readonly body: any;
}

/** Plain calls of the Kubernetes API as the current user of a kubeconfig. Deliberately knows nothing of our own client. */
export interface Api {
  readonly server: string;
  /** @param path with its query: "/api/v1/pods?limit=1" */
  call(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: object): Promise<Answer>;
  /** The lines of an answer that goes on, such as a watch's, until it is broken off. */
  lines(path: string, signal: AbortSignal): AsyncIterable<string>;
  close(): Promise<void>;
}

/** @param connections how many requests may be on their way at once; more wait */
export async function connectApi(kubeconfig: string, connections = 32): Promise<Api> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const server = config.getCurrentCluster()?.server;
  if (server === undefined) throw new Error(`The current context of ${kubeconfig} names no server.`);
  const credentials: RequestOptions = {};
  await config.applyToHTTPSOptions(credentials);
  const { ca, cert, key } = credentials;
  const dispatcher = new Agent({
    connections,
    connect: { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) },
  });

  const headers = { ...(credentials.headers as Record<string, string>) };
  return {
    server,
    async *lines(path, signal) {
      const { body } = await request(new URL(path, server), { dispatcher, headers, signal });
      let rest = "";
      for await (const chunk of body) {
        const lines = (rest + String(chunk)).split("\n");
        rest = lines.pop() ?? "";
        yield* lines;
      }
    },
    async call(method, path, body) {
      const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
      const response = await request(new URL(path, server), {
        dispatcher,
        method,
        headers: { ...headers, "content-type": type },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.body.text();
      const json = String(response.headers["content-type"]).includes("json");
      return { status: response.statusCode, body: json ? JSON.parse(text) : text };
    },
    close: () => dispatcher.close(),
  };
}
