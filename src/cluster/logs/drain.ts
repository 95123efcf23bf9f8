/** Takes a stream to its end, block by block, no faster than the blocks are dealt with. */
import { type Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createLines } from "./lines.ts";

/**
 * `pipeline` and not `for await`: the iterator of a stream glues together what has come in the meantime, which copies a
 * third of a large log. And it hears errors that a bare `pipe` leaves to end the process.
 * @param on deals with one block of whole lines. What it throws ends the stream.
 * @throws what the stream or `on` throws
 */
export async function drain(body: Readable, on: (block: Buffer) => void | Promise<void>): Promise<void> {
  const lines = createLines();
  const deal = async (blocks: readonly Buffer[], done: (error?: Error) => void): Promise<void> => {
    try {
      for (const block of blocks) await on(block);
    } catch (error) {
      return done(error instanceof Error ? error : new Error("thrown", { cause: error }));
    }
    done();
  };
  await pipeline(
    body,
    new Writable({
      write: (chunk: Buffer, _, done) => void deal(lines.push(chunk), done),
      final: (done) => void deal(lines.end(), done),
    }),
  );
}
