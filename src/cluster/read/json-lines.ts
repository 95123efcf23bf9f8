/** A stream of JSON values, one a line, as a watch sends them. */

/** An object is at most a few megabytes, because etcd takes no larger ones; a longer line is no object. */
const LONGEST = 32 * 1024 * 1024;

export async function* jsonLines(body: AsyncIterable<Buffer>): AsyncGenerator {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST) throw new Error("a line of the stream does not end");
    for (const line of lines) if (line !== "") yield JSON.parse(line);
  }
  // What is left is half a value of a connection that was cut: the next one brings it whole.
}
