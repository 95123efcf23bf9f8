/** A script of what people type and press, as a file: one line a step. */

export type Step =
  | { readonly says: string; readonly as: string; readonly channel: string }
  | { readonly presses: string; readonly as: string };

const SAYS = /^(\w+)(?: #([\w-]+))?> (.+)$/;
const PRESSES = /^\[(.+)\]$/;

/**
 * `alice> /k8s get pods` · `omar #on-call> /k8s events` · `[Undo]` (by whoever spoke last) · `# a remark`
 * @throws Error that names the line
 */
export function readScript(text: string, people: readonly string[]): readonly Step[] {
  let speaker: { as: string; channel: string } | undefined;
  return text.split(/\r?\n/).flatMap((raw, i): Step[] => {
    const line = raw.trim();
    const wrong = (fix: string) => new Error(`Line ${i + 1} of the script, "${line}": ${fix}`);
    if (line === "" || line.startsWith("#")) return [];
    const [, label] = PRESSES.exec(line) ?? [];
    if (label !== undefined) {
      if (!speaker) throw wrong("nobody has spoken yet, so nobody can press that.");
      return [{ presses: label, as: speaker.as }];
    }
    const [, as, channel = speaker?.channel ?? "shop", says] = SAYS.exec(line) ?? [];
    if (as === undefined || says === undefined)
      throw wrong("write it as `alice> /k8s get pods`, `[Button]` or `# remark`.");
    if (!people.includes(as)) throw wrong(`nobody is called ${as} here, only ${people.join(", ")}.`);
    speaker = { as, channel };
    return [{ says, as, channel }];
  });
}
