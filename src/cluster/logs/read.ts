/** Logs as they stand: of each pod its wanted lines, of all of them the last. */
import type { LogQuery, Logs } from "../../core/cluster.ts";
import { Failure, type Facts } from "../../core/failure.ts";
import type { Discovery } from "../kinds/discovery.ts";
import { connectionFailure } from "../connection/failures.ts";
import { inFlight } from "../connection/in-flight.ts";
import type { Session } from "../connection/session.ts";
import { drain } from "./drain.ts";
import { type Grep, grepFor } from "./grep.ts";
import { merge } from "./merge.ts";
import { type Source, type Sources, sourcesOf } from "./pods.ts";
import { logCall } from "./request.ts";
import { createTail, type Tail } from "./tail.ts";

/** Bytes of one request, all pods together. A log is read from its beginning, so what is beyond is its end. */
const MOST = 512 * 1024 * 1024;

export async function readLogs(
  person: Session,
  discovery: Discovery,
  query: LogQuery,
  signal: AbortSignal,
): Promise<Logs> {
  const grep = grepFor(query.grep); // first: a bad pattern should not cost a request
  const sources = await sourcesOf(person, discovery, query);
  const budget = { left: MOST };
  const read = await inFlight(sources.read, async (source) => {
    const tail = createTail(source.pod, query.keep);
    const problem = await readOne(person, source, { query, grep, tail, budget, signal });
    return { pod: source.pod, tail, problem };
  });
  return picture(sources, read, query, MOST - budget.left);
}

interface Reading {
  readonly query: LogQuery;
  readonly grep: Grep;
  readonly tail: Tail;
  readonly budget: { left: number };
  readonly signal: AbortSignal;
}

/** @returns why the pod could not be read, or not to its end */
async function readOne(
  person: Session,
  source: Source,
  { query, grep, tail, budget, signal }: Reading,
): Promise<string | undefined> {
  if (budget.left <= 0) return TOO_MUCH;
  try {
    await drain(await person.stream(logCall(source, query), signal), async (block) => {
      await collect(block, grep, tail);
      budget.left -= block.length;
      if (budget.left <= 0) throw new TooMuch();
    });
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TooMuch) return TOO_MUCH;
    return reason(error instanceof Failure ? error : connectionFailure(error, { cluster: person.cluster }));
  }
}

class TooMuch extends Error {}
const TOO_MUCH = `there is more than ${MOST / 1024 / 1024} MiB; say since when`;

export async function collect(block: Buffer, grep: Grep, tail: Tail): Promise<void> {
  const wanted: number[] = [];
  await grep(block, (start, end) => void wanted.push(start, end));
  tail.add(block, wanted);
}

/** What concerns one pod alone is said next to its name. What concerns the person or the cluster ends the whole. */
export function reason(failure: Failure): string {
  const { code, facts } = failure;
  if (code === "invalid") return (facts as Facts["invalid"]).message;
  if (code === "not-found") return "it is gone";
  if (code === "unavailable") return (facts as Facts["unavailable"]).detail;
  if (code === "timeout") return "its node does not answer";
  if (code === "busy") return "the API server is too busy to read it";
  throw failure;
}

interface Read {
  readonly pod: string;
  readonly tail: Tail;
  readonly problem: string | undefined;
}

export function picture(
  { container, others, unread }: Sources,
  read: readonly Read[],
  { keep, grep }: LogQuery,
  bytes: number,
): Logs {
  const lines = merge(
    read.map(({ tail }) => tail.lines),
    keep,
  );
  return {
    lines,
    // Without grep the server is only asked for the end, so nobody knows how many lines there are.
    matched: grep === undefined ? lines.length : read.reduce((sum, { tail }) => sum + tail.matched, 0),
    bytes,
    pods: read.map(({ pod }) => pod),
    container,
    others,
    unread: [
      ...read.flatMap(({ pod, problem }) => (problem === undefined ? [] : [{ pod, reason: problem }])),
      ...unread,
    ],
  };
}
