/** Operations and audit rows to put into a ledger. */
import { randomBytes } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { AuditRow, Operation } from "../../src/core/ledger.ts";
import { say } from "../../src/core/text.ts";

export const NOW = Date.UTC(2026, 10, 23, 8);

export const proposal = (changed: Partial<Operation> = {}): Operation => ({
  id: randomBytes(16).toString("hex"),
  state: "proposed",
  person: {
    id: "T1:U1",
    name: "alice",
    slack: { team: "T1", user: "U1" },
    kubernetes: { user: "alice", groups: ["dev"] },
  },
  place: { id: "T1:C1", private: false },
  invocation: { command: "scale", args: { target: "deploy/web", replicas: 5 } },
  change: {
    change: true,
    title: say`Scale ${"deploy/web"} from 3 to 5`,
    done: say`Scaled ${"deploy/web"} from 3 to 5`,
    label: "Scale to 5",
    target: {
      cluster: "prod",
      group: "apps",
      version: "v1",
      resource: "deployments",
      kind: "Deployment",
      namespace: "shop",
      name: "web",
      uid: "6e4b",
      generation: 7,
    },
    call: { verb: "patch", subresource: "scale", patch: [{ op: "replace", path: "/spec/replicas", value: 5 }] },
    diff: [{ path: "spec.replicas", before: "3", after: "5" }],
    warnings: [],
    kubectl: "kubectl scale deploy/web --replicas=5",
  },
  createdAt: NOW,
  expiresAt: NOW + 900_000,
  ...changed,
});

export const row = (event: string, operation?: Operation, changed: Partial<AuditRow> = {}): AuditRow => ({
  reference: "4f2a91c0",
  event,
  person: "T1:U1",
  user: "alice",
  place: "T1:C1",
  command: "scale",
  args: { target: "deploy/web", replicas: 5 },
  cluster: "prod",
  operation: operation?.id,
  ...changed,
});

/** The audit trail as an auditor reads it: from the file, while the bot may be running. */
export function trail(file: string): readonly Record<string, unknown>[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database.prepare("SELECT * FROM audit ORDER BY seq").all();
  } finally {
    database.close();
  }
}
