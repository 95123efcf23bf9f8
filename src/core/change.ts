/**
 * A change is a value: shown, confirmed, executed once, read back, undone. A command only describes it; the road acts.
 * Everything here is JSON, because it waits in the ledger between the preview and the press.
 */
import type { Invocation } from "./command.ts";
import type { Figure } from "./figures.ts";
import type { DiffLine } from "./reply.ts";
import type { Text } from "./text.ts";

/** Which object, and which incarnation of it: a new object of the same name has another uid. */
export interface Target {
  readonly cluster: string;
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly uid: string;
  /** The spec that the person saw. Undefined where the representation has none. */
  readonly generation?: number;
}

export type JsonPatch = readonly (
  | { readonly op: "test" | "add" | "replace"; readonly path: string; readonly value: unknown }
  | { readonly op: "remove"; readonly path: string }
)[];

/** One conditional API call. Its precondition is false once it has run, so a resend cannot act twice. */
export type ApiCall =
  | { readonly verb: "patch"; readonly subresource?: string; readonly patch: JsonPatch }
  | { readonly verb: "delete"; readonly preconditions: { readonly uid: string } };

export interface Change {
  readonly change: true;
  /** As a request: Scale deploy/web from 3 to 5 */
  readonly title: Text;
  /** As a fact: Scaled deploy/web from 3 to 5 */
  readonly done: Text;
  /** What the confirming button says: Scale to 5 */
  readonly label: string;
  readonly target: Target;
  readonly call: ApiCall;
  /** What a server-side dry-run of the call would alter. */
  readonly diff: readonly DiffLine[];
  readonly warnings: readonly Text[];
  /** How the workload was doing when this was shown. */
  readonly figures?: readonly Figure[];
  /** The way back, where there is one. */
  readonly undo?: Invocation;
  /** What to watch after the act until it can be judged. */
  readonly follow?: "rollout" | "gone";
  readonly kubectl: string;
}

export const isChange = (value: unknown): value is Change =>
  typeof value === "object" && value !== null && (value as { change?: unknown }).change === true;
