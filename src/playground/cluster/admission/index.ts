import type { KubeObject } from "../controllers/controller.ts";
import { CLAIM_PROTECTION } from "../storage/claims.ts";
import type { ObjectStore } from "../storage/store.ts";
import { withLimitRanges } from "./limit-range.ts";
import { withServiceAccount } from "./service-account.ts";

/** What the API server's admission adds to a new object, after its defaults and before it is checked. */
export function admit(key: string, draft: KubeObject, store: ObjectStore): void {
  if (key === "PersistentVolumeClaim") draft.metadata.finalizers ??= [CLAIM_PROTECTION];
  if (key !== "Pod") return;
  withServiceAccount(draft);
  withLimitRanges(store, draft);
}
