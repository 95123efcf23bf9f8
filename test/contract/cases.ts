/** What is asked of both clusters. The order counts: what changes something is asked of what the one before left. */
import { commands } from "../../commands/index.ts";
import type { Person } from "../../src/core/context.ts";
import { alice, omar } from "../support/sandbox.ts";
import type { Recorded } from "./recorder.ts";

export interface Line {
  readonly line: string;
  readonly as: Person;
}

const by = (as: Person, ...lines: readonly string[]): readonly Line[] => lines.map((line) => ({ line, as }));

/** Typed at the bot, whose requests for it are sent to both clusters; its changes are confirmed. */
export const LINES: readonly Line[] = [
  ...by(omar, "get svc", "get ing", "get hpa", "get pdb", "get cm", "get sts", "get rs", "get ds -n ops", "get bk"),
  ...by(omar, "get pods -n broken", "get deploy -A", "get backup db-nightly -o yaml", "get node node-1 -o yaml"),
  ...by(omar, "get pods -l app!=web", "get pods -l app in (web, db)", "get pods -n nowhere", "get deploy nothing"),
  ...by(
    omar,
    "describe catalog -n broken",
    "describe orders -n broken",
    "describe report -n broken",
    "describe nothing",
  ),
  ...by(
    omar,
    "logs orders -n broken previous",
    "logs catalog -n broken",
    "logs checkout container envoy",
    "logs nothing",
  ),
  ...by(omar, "rollout history db", "rollout history ds/log-agent -n ops"),
  ...by(omar, "explain pods.spec.containers", "explain backups.spec", "use nowhere"),
  ...by(alice, "can-i delete pods -n broken", "can-i get secrets", "scale orders 3 -n broken", "delete pod nothing"),
  ...by(alice, "rollout restart orders -n broken", "rollout undo ds/log-agent -n ops", "rollout pause mail -n broken"),
  ...by(omar, ...commands.flatMap((command) => command.examples)),
];

type Sent = Partial<Omit<Recorded, "headers" | "body">> & {
  readonly as?: Person;
  readonly type?: string;
  readonly accept?: string;
  readonly body?: unknown;
};

const sent = ({ method = "GET", path = "", as, type, accept = "application/json", body }: Sent): Recorded => ({
  method,
  path,
  headers: [
    ...["accept", accept],
    ...(type === undefined ? [] : ["content-type", type]),
    ...(as?.kubernetes ? ["impersonate-user", as.kubernetes.user] : []),
    ...(as?.kubernetes?.groups.flatMap((group) => ["impersonate-group", group]) ?? []),
  ],
  body: body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body),
});

const get = (path: string, more: Sent = {}): Recorded => sent({ path, ...more });
const patch = (path: string, body: unknown, more: Sent = {}): Recorded =>
  sent({ method: "PATCH", path, type: "application/json-patch+json", body, ...more });

const CORE = "/api/v1/namespaces/shop";
const APPS = "/apis/apps/v1/namespaces/shop";
const WEB = `${APPS}/deployments/web`;
const OLD = "00000000-0000-4000-8000-000000000000";

/** Requests that are refused: what the bot says then, it reads from these answers. */
export const REFUSED: readonly Recorded[] = [
  // Nobody but the platform's owner may.
  get(`${CORE}/secrets`, { as: omar }),
  get(`${CORE}/secrets/web-credentials`, { as: omar }),
  get("/api/v1/secrets", { as: omar }),
  patch("/api/v1/nodes/node-1", [], { as: alice }),
  patch("/apis/apps/v1/namespaces/broken/deployments/orders/scale", [], { as: alice }),
  sent({ method: "DELETE", path: "/api/v1/namespaces/broken/pods/nothing", as: alice }),
  sent({ method: "DELETE", path: `${CORE}/pods`, as: alice }),
  sent({ method: "POST", path: `${CORE}/pods/db-0/eviction`, as: alice, type: "application/json", body: {} }),
  get("/metrics", { as: alice }),
  // There is no such thing.
  get(`${APPS}/deployments/nothing`),
  get("/apis/apps/v1/namespaces/nowhere/deployments/web"),
  get(`${APPS}/nothings`),
  get("/apis/nothing.example.com/v1/things"),
  get("/apis/apps/v9/deployments"),
  get(`${WEB}/nothing`),
  get(`${APPS}/daemonsets/log-agent/scale`),
  get("/nothing"),
  get("/openapi/v3/apis/nothing/v1"),
  // Asked in the wrong way.
  get(`${CORE}/pods?labelSelector=a%3D%3D%3Db`),
  get(`${CORE}/pods?fieldSelector=spec.color%3Dblue`),
  get(`${CORE}/pods?limit=many`),
  get(`${CORE}/pods?limit=1&continue=nonsense`),
  get(`${CORE}/pods?resourceVersion=yesterday`),
  get(`${CORE}/pods?watch=true&resourceVersion=yesterday`),
  get(`${CORE}/pods`, { accept: "text/html" }),
  get(`${CORE}/pods/db-0/log?container=nothing`),
  get(`${CORE}/pods/nothing/log`),
  get(`${CORE}/pods/db-0/log?tailLines=-1`),
  get(`${CORE}/pods/db-0/log?sinceSeconds=0`),
  get(`${CORE}/pods/db-0/log?sinceSeconds=9&sinceTime=2026-01-01T00:00:00Z`),
  sent({ method: "PUT", path: `${APPS}/deployments`, type: "application/json", body: {} }),
  // Another incarnation, another version, another value than was shown.
  patch(WEB, [{ op: "test", path: "/metadata/uid", value: OLD }]),
  patch(WEB, [{ op: "test", path: "/metadata/generation", value: 1 }]),
  patch(`${WEB}/scale`, [{ op: "test", path: "/spec/replicas", value: 99 }]),
  patch(WEB, { metadata: { uid: OLD } }, { type: "application/merge-patch+json" }),
  patch(WEB, { metadata: { resourceVersion: "1" } }, { type: "application/merge-patch+json" }),
  sent({
    method: "DELETE",
    path: `${CORE}/pods/db-0`,
    type: "application/json",
    body: { preconditions: { uid: OLD } },
  }),
  // Changes that make no sense.
  patch(WEB, [{ op: "remove", path: "/spec/nothing" }]),
  patch(WEB, [{ op: "replace", path: "/spec/nothing/below", value: 1 }]),
  patch(WEB, [{ op: "dance", path: "/spec" }]),
  patch(WEB, "{"),
  patch(WEB, [], { type: "text/plain" }),
  patch(WEB, [{ op: "replace", path: "/spec/replicas", value: -1 }]),
  patch(WEB, [{ op: "replace", path: "/spec/replicas", value: "three" }]),
  patch(`${WEB}/scale`, [{ op: "replace", path: "/spec/replicas", value: -1 }]),
  patch(WEB, [{ op: "replace", path: "/metadata/name", value: "other" }]),
  patch(WEB, [{ op: "replace", path: "/spec/selector/matchLabels/app", value: "other" }]),
  patch(WEB, [{ op: "replace", path: "/spec/template/spec/containers/0/name", value: "Web!" }]),
  patch(WEB, [], { path: `${WEB}?dryRun=Some` }),
  patch(WEB, [], { path: `${WEB}?fieldManager=${"x".repeat(129)}` }),
];

/** kubectl's own words about either cluster, as it is in the beginning. */
export const KUBECTL_READS: readonly (readonly string[])[] = [
  ...["pods", "deploy", "rs", "sts", "svc", "cm", "ing", "hpa", "pdb", "sa", "backups"].map((kind) => ["get", kind]),
  ["get", "deploy,sts", "-o", "wide"],
  ["get", "ds", "-n", "ops", "-o", "wide"],
  ["get", "pods", "-A"],
  ["get", "pods", "-n", "broken", "-o", "wide"],
  ["get", "nodes", "-o", "wide"],
  ["get", "ns", "--show-labels"],
  ["get", "deploy", "web", "-o", "json"],
  ["get", "deploy/web", "svc/web"],
  ["get", "deploy", "nothing"],
  ["get", "nothings"],
  ["get", "pods", "-n", "nowhere"],
  ["get", "pods", "-l", "app=web", "-o", "name"],
  ["describe", "deploy", "web"],
  ["describe", "sts", "db"],
  ["describe", "hpa", "cart"],
  ["describe", "pdb", "checkout"],
  ["describe", "cm", "web-config"],
  ["rollout", "status", "deploy/web"],
  ["rollout", "status", "sts/db"],
  ["rollout", "status", "ds/log-agent", "-n", "ops"],
  ["rollout", "status", "deploy/orders", "-n", "broken", "--watch=false"],
  ["rollout", "history", "deploy/web"],
  ["rollout", "history", "deploy/web", "--revision=2"],
  ["rollout", "history", "sts/db"],
  ["rollout", "history", "ds/log-agent", "-n", "ops"],
  ["auth", "can-i", "delete", "pods", "--as", "alice", "--as-group", "developers"],
  ["auth", "can-i", "get", "secrets", "--as", "alice", "--as-group", "developers"],
  ["auth", "whoami", "--as", "alice", "--as-group", "developers"],
  ["delete", "pod", "db-0", "--as", "alice"],
  ["scale", "deploy/web", "--replicas=3", "--current-replicas=9"],
  ["explain", "deployment.spec.strategy"],
  ["explain", "pod.spec.containers.resources"],
  ["explain", "backup.spec.keep"],
  ["explain", "deployment.spec.nothing"],
  ["logs", "deploy/web", "--tail=2"],
  ["logs", "deploy/checkout", "--tail=1"],
  ["logs", "deploy/web", "-c", "nothing"],
  ["api-resources", "--api-group=apps", "-o", "wide"],
];

/** kubectl's own changes, and what it says of them. */
export const KUBECTL_CHANGES: readonly (readonly string[])[] = [
  ["scale", "deploy/web", "--replicas=4"],
  ["scale", "sts/db", "--replicas=2"],
  ["set", "image", "deploy/web", "web=registry.example.com/shop/web:2.5.0"],
  ["rollout", "status", "deploy/web", "--watch=false"],
  ["rollout", "undo", "deploy/web"],
  ["rollout", "undo", "deploy/web", "--to-revision=99"],
  ["rollout", "pause", "deploy/web"],
  ["rollout", "pause", "deploy/web"],
  ["rollout", "restart", "deploy/web"],
  ["rollout", "resume", "deploy/web"],
  ["rollout", "restart", "sts/db"],
  ["rollout", "history", "deploy/web"],
  ["label", "deploy/web", "team=storefront"],
  ["annotate", "deploy/web", "note-"],
  ["delete", "pod", "db-0", "--wait=false"],
  ["create", "pdb", "db", "--selector=app=db", "--min-available=1"],
  ["get", "pdb", "db"],
  ["describe", "pdb", "db"],
  ["drain", "-l", "kubernetes.io/os=linux", "--pod-selector=app=db", "--delete-emptydir-data", "--dry-run=server"],
  ["create", "pdb", "nothing", "--selector=app=db"],
  ["create", "cronjob", "nightly", "--image=registry.example.com/backup:1", "--schedule=0 3 * * *"],
  ["create", "cronjob", "never", "--image=registry.example.com/backup:1", "--schedule=every night"],
  ["get", "cronjob", "-o", "wide"],
  ["create", "job", "nightly-now", "--from=cronjob/nightly"],
  ["get", "job", "nightly-now", "-o", "wide"],
  ["describe", "cronjob", "nightly"],
  ["describe", "job", "nightly-now"],
  ["patch", "cronjob", "nightly", "-p", '{"spec":{"suspend":true}}'],
  ["get", "cronjob"],
  ["autoscale", "sts", "db", "--min=2", "--max=4", "--cpu=70%"],
  ["get", "hpa", "db"],
  ["autoscale", "sts", "db", "--min=5", "--max=4"],
  ["delete", "cronjob/nightly", "hpa/db", "pdb/db"],
  ["get", "deploy,sts,rs,pods", "-o", "json"],
];
