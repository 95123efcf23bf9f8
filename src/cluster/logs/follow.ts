/** Logs as they grow: whole pictures of their end, until every pod's log is over. */
import type { LogQuery, Logs } from "../../core/cluster.ts";
import { Failure, failedWith } from "../../core/failure.ts";
import { createBackoff } from "../connection/backoff.ts";
import type { Discovery } from "../kinds/discovery.ts";
import { connectionFailure } from "../connection/failures.ts";
import type { Session } from "../connection/session.ts";
import { drain } from "./drain.ts";
import { type Grep, grepFor } from "./grep.ts";
import { type Source, sourcesOf } from "./pods.ts";
import { collect, picture, reason } from "./read.ts";
import { logCall } from "./request.ts";
import { createPosition } from "./resume.ts";
import { createTail, type Tail } from "./tail.ts";

/** Milliseconds between two pictures; no surface shows them faster. */
const EVERY = 1000;

interface Followed extends Source {
  readonly tail: Tail;
  problem: string | undefined;
  bytes: number;
  changed: boolean;
}

export async function* followLogs(
  person: Session,
  discovery: Discovery,
  query: LogQuery,
  outer: AbortSignal,
): AsyncGenerator<Logs> {
  const grep = grepFor(query.grep);
  const sources = await sourcesOf(person, discovery, query);
  const all = sources.read.map((source): Followed => {
    return { ...source, tail: createTail(source.pod, query.keep), problem: undefined, bytes: 0, changed: true };
  });
  const leaving = new AbortController();
  const signal = AbortSignal.any([outer, leaving.signal]);
  let over = false;
  let failure: unknown;
  const streams = Promise.all(all.map((one) => followOne(person, one, { query, grep, signal })))
    .catch((error: unknown) => void (failure = error))
    .finally(() => void (over = true));

  try {
    for (let last = false, shown = false; !last && !outer.aborted; ) {
      await person.clock.sleep(EVERY, signal).catch(() => undefined); // aborted: the loop ends
      last = over; // asked before drawing, so that the last picture has everything
      if (failure !== undefined) throw failure;
      // Of a workload without pods nothing ever changes: that it has none is a picture too.
      if (outer.aborted || (shown && !all.some(({ changed }) => changed))) continue;
      shown = true;
      for (const one of all) one.changed = false;
      const bytes = all.reduce((sum, { bytes }) => sum + bytes, 0);
      yield picture(sources, all, query, bytes);
    }
  } finally {
    // Whoever stops listening ends the streams too.
    leaving.abort();
    await streams;
  }
}

interface Following {
  readonly query: LogQuery;
  readonly grep: Grep;
  readonly signal: AbortSignal;
}

/** Connections end for many reasons. The log itself is over when opening it again brings nothing new. */
async function followOne(person: Session, one: Followed, { query, grep, signal }: Following): Promise<void> {
  const backoff = createBackoff(person.clock);
  const position = createPosition();
  for (let opened = 0; !signal.aborted; opened++) {
    const before = one.bytes;
    try {
      const body = await person.stream(logCall(one, query, { from: position.time }), signal);
      one.problem = undefined;
      await drain(body, async (block) => {
        const fresh = position.fresh(block);
        if (fresh.length === 0) return;
        await collect(fresh, grep, one.tail);
        one.bytes += fresh.length;
        one.changed = true;
      });
      if (opened > 0 && one.bytes === before) return;
    } catch (error) {
      if (signal.aborted) return;
      const failure = error instanceof Failure ? error : connectionFailure(error, { cluster: person.cluster });
      const problem = reason(failure);
      if (!mayPass(failure)) {
        // A pod that goes away while its log is followed has simply come to its end.
        if (one.bytes === 0) [one.problem, one.changed] = [problem, true];
        return;
      }
      [one.problem, one.changed] = [problem, one.changed || one.problem !== problem];
    }
    position.reopen();
    if (one.bytes > before) backoff.reset();
    await backoff.wait(signal);
  }
}

/** The server may come back, and a container that waits to start may start. */
const mayPass = (failure: Failure): boolean =>
  failedWith(failure, "unavailable") ||
  failedWith(failure, "timeout") ||
  failedWith(failure, "busy") ||
  (failedWith(failure, "invalid") && failure.facts.message.includes("is waiting to start"));
