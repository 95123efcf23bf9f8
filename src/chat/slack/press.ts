/** What a button carries: an Invocation, checked again when it comes back. It holds nothing secret and grants nothing. */
import { z } from "zod";
import type { Action } from "../../core/reply.ts";
import { LIMITS } from "./draw/limits.ts";

/** Slack's clients could send anything here, so only exactly this shape is accepted. */
const Pressed = z.strictObject({
  command: z.string().min(1).max(100),
  args: z.record(z.string().max(100), z.unknown()),
  ask: z.array(z.string().max(100)).max(50).optional(),
  inPlace: z.literal(true).optional(),
});

export type Pressed = z.output<typeof Pressed>;

/** Undefined where it is longer than a button may carry. */
export function toValue({ invocation, ask, inPlace }: Action): string | undefined {
  const value = JSON.stringify({ ...invocation, ...(ask && { ask }), ...(inPlace && { inPlace }) });
  return Buffer.byteLength(value) <= LIMITS.buttonValue ? value : undefined;
}

/** Undefined for anything but what `toValue` makes. */
export function fromValue(value: string | undefined): Pressed | undefined {
  try {
    const parsed = Pressed.safeParse(JSON.parse(value ?? ""));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined; // not even JSON: the same answer, "this button is not mine"
  }
}
