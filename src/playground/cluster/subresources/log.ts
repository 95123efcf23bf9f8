import type { Api, ApiRequest } from "../api.ts";
import type { KubeObject, LogLine } from "../controllers/controller.ts";
import type { Draft } from "../defaults/fill.ts";
import { onLeave, openStream } from "../http/answer.ts";
import { isTrue, type ResourceRoute } from "../http/route.ts";
import type { Kind } from "../kinds/kind.ts";
import { badRequest, invalid, notFound } from "../status.ts";
import { forbiddenField, invalidValue, notNegative } from "../validation/problem.ts";

/** What a container has written, and with `follow`, what it writes from now on. */
export function log(
  { store, logs }: Api,
  { route, response }: ApiRequest,
  kind: Kind,
  { namespace, name }: ResourceRoute,
): undefined {
  const { query } = route;
  const pod = store.get(kind.key, namespace, name);
  if (!pod) throw notFound(kind, name);
  const previous = isTrue(query.get("previous"));
  checkOptions(query, name);
  const container = containerOf(pod, query.get("container") ?? "");
  // A pod without a node has nobody who could read its log.
  if (!pod.spec.nodeName) return void response.writeHead(204).end();
  checkStarted(pod, container, previous);

  const text = (line: LogLine) =>
    isTrue(query.get("timestamps")) ? `${nanoseconds(line.time)} ${line.text}\n` : `${line.text}\n`;
  const chosen = lastLines(linesSince(logs.lines(pod, container, { previous }), query, store.clock.now()), query);
  const beginning = limited(Buffer.from(chosen.map(text).join("")), query);
  openStream(response, "text/plain");
  response.write(beginning);
  if (!isTrue(query.get("follow")) || hasEnded(pod, container)) {
    response.end();
    return;
  }
  const stopListening = logs.onLine((source, from, line) => {
    if (source.metadata.uid === pod.metadata.uid && from === container) response.write(text(line));
  });
  const stopWatching = store.onChange(({ object }) => {
    // The stream of a container that stops, or of a pod that goes, has an end.
    if (object.metadata.uid === pod.metadata.uid && hasEnded(store.get("Pod", namespace, name), container))
      response.end();
  });
  onLeave(response, () => {
    stopListening();
    stopWatching();
  });
}

/** @throws Invalid */
function checkOptions(query: URLSearchParams, name: string): void {
  const number = (field: string) => (query.has(field) ? Number(query.get(field)) : undefined);
  const positive = (field: string) =>
    (number(field) ?? 1) > 0 ? [] : [invalidValue(field, number(field), "must be greater than 0")];
  const problems = [
    ...notNegative("tailLines", number("tailLines")),
    ...positive("limitBytes"),
    ...positive("sinceSeconds"),
    ...(query.has("sinceSeconds") && query.has("sinceTime")
      ? [forbiddenField("[]", "at most one of `sinceTime` or `sinceSeconds` may be specified")]
      : []),
  ];
  if (problems.length > 0) throw invalid({ group: "", kind: "PodLogOptions" }, name, problems);
}

/** @throws BadRequest when the pod has several containers and none, or none of them, is named */
function containerOf({ metadata, spec }: KubeObject, wanted: string): string {
  const names = (containers: readonly Draft[] = []): string[] => containers.map(({ name }) => name);
  const containers = names(spec.containers);
  const initContainers = names(spec.initContainers);
  if (wanted) {
    if ([...containers, ...initContainers].includes(wanted)) return wanted;
    throw badRequest(`container ${wanted} is not valid for pod ${metadata.name}`);
  }
  if (containers.length === 1 && containers[0]) return containers[0];
  const init = initContainers.length > 0 ? ` or one of the init containers: [${initContainers.join(" ")}]` : "";
  throw badRequest(
    `a container name must be specified for pod ${metadata.name}, choose one of: [${containers.join(" ")}]${init}`,
  );
}

const statusOf = (pod: KubeObject | undefined, container: string): Draft | undefined =>
  [...(pod?.status?.containerStatuses ?? []), ...(pod?.status?.initContainerStatuses ?? [])].find(
    ({ name }: Draft) => name === container,
  );

/** @throws BadRequest where the kubelet has no log to read yet */
function checkStarted(pod: KubeObject, container: string, previous: boolean): void {
  const status = statusOf(pod, container);
  const where = `container ${JSON.stringify(container)} in pod ${JSON.stringify(pod.metadata.name)}`;
  if (previous) {
    if (!status?.lastState?.terminated) throw badRequest(`previous terminated ${where} not found`);
    return;
  }
  const { waiting } = status?.state ?? {};
  if (!waiting || status?.lastState?.terminated) return;
  const reason = ["ErrImagePull", "ImagePullBackOff"].includes(waiting.reason)
    ? "trying and failing to pull image"
    : waiting.reason;
  throw badRequest(`${where} is waiting to start: ${reason}`);
}

const hasEnded = (pod: KubeObject | undefined, container: string): boolean =>
  pod === undefined || statusOf(pod, container)?.state?.running === undefined;

function linesSince(lines: readonly LogLine[], query: URLSearchParams, now: number): readonly LogLine[] {
  const seconds = query.get("sinceSeconds");
  const time = query.get("sinceTime");
  const since = seconds ? now - Number(seconds) * 1000 : time ? Date.parse(time) : Number.NEGATIVE_INFINITY;
  return lines.filter((line) => line.time >= since);
}

function lastLines(lines: readonly LogLine[], query: URLSearchParams): readonly LogLine[] {
  const tail = query.get("tailLines");
  if (tail === null) return lines;
  return Number(tail) === 0 ? [] : lines.slice(-Number(tail));
}

/** limitBytes counts from the beginning of what is chosen, and may cut a line. */
function limited(bytes: Buffer, query: URLSearchParams): Buffer {
  const limit = query.get("limitBytes");
  return limit === null ? bytes : bytes.subarray(0, Number(limit));
}

const nanoseconds = (time: number): string => new Date(time).toISOString().replace("Z", "000000Z");
