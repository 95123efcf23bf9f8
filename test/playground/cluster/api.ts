import { onTestFinished } from "vitest";
import type { TokenUser } from "../../../src/playground/cluster/access/user.ts";
import { type FakeClock, fakeClock } from "../../../src/playground/cluster/controllers/clock.ts";
import type { NewObject } from "../../../src/playground/cluster/controllers/controller.ts";
import { type EmbeddedClusterOptions, startEmbeddedCluster } from "../../../src/playground/cluster/index.ts";
import type { ObjectStore } from "../../../src/playground/cluster/storage/store.ts";
import { namespace } from "./objects.ts";

export const START = Date.parse("2026-11-23T08:00:00Z");
export const TABLE = "application/json;as=Table;g=meta.k8s.io;v=v1,application/json";
export const METADATA = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
export const MERGE = "application/merge-patch+json";
export const STRATEGIC = "application/strategic-merge-patch+json";
export const JSON_PATCH = "application/json-patch+json";

export interface Call {
  readonly body?: unknown;
  readonly type?: string;
  readonly accept?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Response {
  readonly code: number;
  // biome-ignore lint: the answer of any endpoint; each test looks at the part it is about.
  readonly body: any;
  readonly headers: Headers;
}

export interface TestCluster {
  readonly url: string;
  readonly store: ObjectStore;
  readonly clock: FakeClock;
  call(method: string, path: string, call?: Call): Promise<Response>;
  get(path: string, accept?: string): Promise<Response>;
}

/** A cluster with the namespace "shop", whose time stands still until the test moves it. It ends with the test. */
export async function cluster(
  options: EmbeddedClusterOptions & { objects?: readonly NewObject[]; users?: readonly TokenUser[] } = {},
): Promise<TestCluster> {
  const clock = fakeClock(START);
  const { objects = [], ...rest } = options;
  const running = await startEmbeddedCluster({ clock, objects: [namespace("shop"), ...objects], ...rest });
  onTestFinished(() => running.stop());
  const call = async (method: string, path: string, { body, type, accept, token, headers }: Call = {}) => {
    const response = await fetch(running.url + path, {
      method,
      headers: {
        accept: accept ?? "application/json",
        ...(body !== undefined && { "content-type": type ?? "application/json" }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return { code: response.status, body: isJson && text ? JSON.parse(text) : text, headers: response.headers };
  };
  return {
    url: running.url,
    store: running.store,
    clock,
    call,
    get: (path, accept) => call("GET", path, { ...(accept && { accept }) }),
  };
}

export const shop = (plural: string, group = ""): string =>
  group ? `/apis/${group}/v1/namespaces/shop/${plural}` : `/api/v1/namespaces/shop/${plural}`;
