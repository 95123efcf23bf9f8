import type { KubeObject, LogLine } from "../controller.ts";
import { faultLabel } from "../kubelet/faults.ts";
import { checkout } from "./checkout.ts";
import { lastWords, notReadyLine } from "./faults.ts";
import { logfmt } from "./logfmt.ts";
import { postgres } from "./postgres.ts";
import { randomFrom } from "./random.ts";
import type { Run } from "./runs.ts";
import type { Speaker, Style } from "./style.ts";
import { web } from "./web.ts";

const styles: readonly (readonly [image: RegExp, style: Style])[] = [
  [/postgres/, postgres],
  [/checkout/, checkout],
  [/web|nginx/, web],
];

/** Logs are made up when they are read, so a container may run for months; only the latest of it is kept, as on a node. */
const keptMs = 60 * 60_000;

/**
 * What a container logged in one run, after `from` up to and including `to` (milliseconds since 1970). The same
 * question always has the same answer, and two stretches side by side are the whole.
 */
export function linesBetween(pod: KubeObject, container: string, run: Run, from: number, to: number): LogLine[] {
  const end = Math.min(to, run.endedAt ?? to);
  const start = Math.max(from, end - keptMs);
  const { image = "" } = pod.spec.containers.find(({ name }: { name: string }) => name === container) ?? {};
  const speaker = { name: container, version: /:([^/@]+)/.exec(image)?.[1] ?? "latest", pod: pod.metadata.name };
  const style = styles.find(([pattern]) => pattern.test(image))?.[1] ?? logfmt;
  const fault = container === pod.spec.containers[0]?.name ? pod.metadata.labels?.[faultLabel] : undefined;
  const said = fault ? lastWords[fault]?.(speaker) : undefined;
  const opening = (said ?? style.startup(speaker, run.startedAt)).map(([after, text]) => ({
    time: run.startedAt + after,
    text,
  }));
  const voice = fault === "never-ready" ? { ...style, everyMs: 10_000, line: () => notReadyLine } : style;
  const steady = said ? [] : steadyLines(voice, speaker, run, start, end);
  return [...opening, ...steady].filter(({ time }) => time > start && time <= end);
}

/** One line in each slot of time, at a moment of its own, so that any slot can be made up without those before it. */
function steadyLines(style: Style, speaker: Speaker, { startedAt }: Run, from: number, to: number): LogLine[] {
  const lines: LogLine[] = [];
  const first = Math.max(1, Math.floor((from - startedAt) / style.everyMs));
  for (let slot = first; startedAt + slot * style.everyMs <= to; slot++) {
    const random = randomFrom(`${speaker.pod}/${speaker.name}/${startedAt}/${slot}`);
    const time = startedAt + slot * style.everyMs + Math.floor(random() * style.everyMs);
    lines.push({ time, text: style.line(speaker, time, random) });
  }
  return lines;
}
