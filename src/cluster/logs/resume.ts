/**
 * Where a followed log was when its connection ended. The server resumes by time and by whole seconds only, so it sends
 * some lines again; this tells which are new.
 */
import { sortable, textStart } from "./times.ts";

const NEWLINE = 10;

export interface Position {
  /** As the kubelet gave it, for the next request. "" before the first line. */
  readonly time: string;
  /** The part of `block` that was not seen before. Call for each block, in order. */
  fresh(block: Buffer): Buffer;
  /** A new connection begins: it will repeat what has this moment's timestamp. */
  reopen(): void;
}

export function createPosition(): Position {
  let time = "";
  let moment = "";
  let seen = 0; // lines of that very moment
  let repeated = 0; // of those, how many the new connection has sent again
  let repeating = false;

  /** Past what was seen before, if any of it is repeated here. */
  function skip(block: Buffer): number {
    for (let start = 0, end: number; start < block.length; start = end + 1) {
      end = block.indexOf(NEWLINE, start);
      const at = sortable(timeAt(block, start, end));
      if (at > moment || (at === moment && repeated >= seen)) {
        repeating = false;
        return start;
      }
      if (at === moment) repeated++;
    }
    return block.length;
  }

  return {
    get time() {
      return time;
    },
    fresh(block) {
      const part = repeating ? block.subarray(skip(block)) : block;
      for (let end = part.length - 1; end > 0; ) {
        const start = part.lastIndexOf(NEWLINE, end - 1) + 1;
        const at = timeAt(part, start, end);
        if (end === part.length - 1 && sortable(at) !== moment) [time, moment, seen] = [at, sortable(at), 0];
        if (sortable(at) !== moment) break;
        seen++;
        end = start - 1;
      }
      return part;
    },
    reopen() {
      repeating = moment !== "";
      repeated = 0;
    },
  };
}

function timeAt(block: Buffer, start: number, end: number): string {
  const from = textStart(block, start, end);
  return from === start ? "" : block.toString("latin1", start, from - 1);
}
