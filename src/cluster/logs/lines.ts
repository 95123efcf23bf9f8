/**
 * Bytes into blocks of whole lines. It stays with bytes, because most of a log is only searched and never read: decoding
 * each line costs more than everything else together.
 */

/** Of a longer line the rest is dropped: a log may hold a hundred megabytes without a line break. */
const LONGEST = 256 * 1024;
const NEWLINE = 10;
const END = Buffer.from("\n");

export interface Lines {
  /** The blocks that are whole with this chunk; each ends with a line break. */
  push(chunk: Buffer): readonly Buffer[];
  /** The last line, if it came without a line break. */
  end(): readonly Buffer[];
}

/** Never holds more than the longest line and one chunk. */
export function createLines(): Lines {
  let begun: Buffer[] = []; // of a line whose end has not come yet
  let length = 0;
  let dropping = false;

  function rest(chunk: Buffer): readonly Buffer[] {
    begun.push(chunk);
    length += chunk.length;
    if (length <= LONGEST) return [];
    dropping = true;
    return [Buffer.concat([Buffer.concat(take()).subarray(0, LONGEST), END])];
  }
  function take(): readonly Buffer[] {
    const taken = begun;
    [begun, length] = [[], 0];
    return taken;
  }

  return {
    push(chunk) {
      const first = chunk.indexOf(NEWLINE) + 1;
      if (first === 0) return dropping ? [] : rest(chunk);
      const blocks: Buffer[] = [];
      if (length > 0) blocks.push(Buffer.concat([...take(), chunk.subarray(0, first)]));
      const from = dropping || blocks.length > 0 ? first : 0;
      dropping = false;
      const last = chunk.lastIndexOf(NEWLINE) + 1;
      if (last > from) blocks.push(chunk.subarray(from, last));
      // A copy, because the part would keep its whole chunk in memory.
      if (last < chunk.length) blocks.push(...rest(Buffer.from(chunk.subarray(last))));
      return blocks;
    },
    end: () => (length > 0 ? [Buffer.concat([...take(), END])] : []),
  };
}
