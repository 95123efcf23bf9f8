/** The life of an operation. What has ended stays ended: nothing leads out of the last five. */
import type { OperationState } from "../core/ledger.ts";

const NEXT: Readonly<Record<OperationState, readonly OperationState[]>> = {
  proposed: ["executing", "cancelled", "expired"],
  executing: ["done", "failed", "unknown"],
  done: [],
  failed: [],
  unknown: [],
  cancelled: [],
  expired: [],
};

export const leadsTo = (from: OperationState, to: OperationState): boolean => NEXT[from].includes(to);
