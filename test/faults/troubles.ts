/** The ways in which API servers, and the proxies before them, break: what they do, and what people are told of it. */
import type { Socket } from "node:net";
import type { Fault, OnRequest } from "../../src/playground/cluster/http/faults.ts";

export interface Trouble {
  readonly breaks: OnRequest;
  readonly says: RegExp;
}

const never = new Promise<never>(() => {});
const json = (body: string, status = 200): Fault => ({ status, body });
const page = (status: number, body: string): Fault => ({ status, headers: { "content-type": "text/html" }, body });
const refusal = (status: number, reason: string, message: string, headers = {}): Fault => ({
  ...{ status, headers },
  body: JSON.stringify({ kind: "Status", apiVersion: "v1", status: "Failure", message, reason, code: status }),
});

const cut = /I cannot reach playground: the connection was cut\. Nothing was done; try again soon\./;
const strange = /I cannot reach playground: .* is not .*Kubernetes API.*\. Nothing was done; try again soon\./;
const busy = /playground is busy and asked us to wait\. Nothing was done; try again in a minute\./;
const down = (why: string) => new RegExp(`I cannot reach playground: ${why}\\. Nothing was done; try again soon\\.`);

/** It accepts the request and is never heard of again. Whoever waits for it waits as long as patience lasts. */
export const silent: Trouble = {
  breaks: () => never,
  says: /playground did not answer within \d+ s\. Nothing was done; try again, or ask for less\./,
};
/** The connection breaks before anybody has looked at the request. */
export const lostBefore: Trouble = { breaks: ({ socket }) => (socket.destroy(), never), says: cut };
/** The request is executed as it should be, and its answer never arrives. */
export const lostAfter: Trouble = { breaks: ({ socket }) => breakAtFirstWrite(socket), says: cut };

/** All the others: answers that come at once. */
export const troubles = {
  "connection lost": lostBefore,
  "answer lost": lostAfter,
  "answer cut short": { breaks: () => ({ ...json('{"kind":"Table","rows":[]}'), cutAfter: 12 }), says: cut },
  "429": { breaks: () => refusal(429, "TooManyRequests", "slow down", { "retry-after": "1" }), says: busy },
  "429 for a day": { breaks: () => refusal(429, "TooManyRequests", "no", { "retry-after": "86400" }), says: busy },
  "500": { breaks: () => refusal(500, "InternalError", "etcdserver: no leader"), says: down("etcdserver: no leader") },
  "503": { breaks: () => refusal(503, "ServiceUnavailable", "starting."), says: down("starting") },
  "401": {
    breaks: () => refusal(401, "Unauthorized", "Unauthorized"),
    says: /playground does not accept this bot's credentials\. Whoever runs the bot has to renew them\./,
  },
  "410": { breaks: () => refusal(410, "Expired", "too old"), says: down("it changed faster than it could be read") },
  "a login page": { breaks: () => page(200, "<html>Please sign in</html>"), says: strange },
  "an error page": {
    breaks: () => page(502, "<h1>Bad Gateway</h1>"),
    says: down("its address answered 502 with text/html, which is not how the Kubernetes API answers"),
  },
  "half a JSON text": { breaks: () => json('{"kind":"Table","rows":[{"cells'), says: strange },
  "an empty answer": { breaks: () => json(""), says: strange },
  null: { breaks: () => json("null"), says: strange },
  "a number": { breaks: () => json("42"), says: strange },
  "an empty object": { breaks: () => json("{}"), says: strange },
  "fields of other types": {
    breaks: () => json('{"kind":"Table","metadata":7,"columnDefinitions":{},"rows":"x","items":3}'),
    says: strange,
  },
  "a refusal with status 200": {
    breaks: () => ({ ...refusal(403, "Forbidden", "quota exceeded"), status: 200 }),
    says: /Kubernetes refused this: quota exceeded\./,
  },
} satisfies Record<string, Trouble>;

/** Somebody took a right away that RBAC had given. */
export function forbidden(user: string, verb: string, resource: string): OnRequest {
  const what = `User "${user}" cannot ${verb} resource "${resource}" in API group "apps" in the namespace "shop"`;
  return () => refusal(403, "Forbidden", `deployments.apps "web" is forbidden: ${what}`);
}

function breakAtFirstWrite(socket: Socket): void {
  socket.write = () => (socket.destroy(), false);
}
