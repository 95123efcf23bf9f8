import type { NewObject } from "../cluster/controllers/controller.ts";

/** A kind that Kubernetes does not know by itself, as operators bring along, and one object of it. */
export function backups(): NewObject[] {
  return [definition(), nightly()];
}

function definition(): NewObject {
  const properties = {
    schedule: { type: "string", description: "When to back up, as a cron expression in UTC." },
    target: { type: "string", description: "The StatefulSet whose volumes are backed up, in the same namespace." },
    keep: { type: "integer", minimum: 1, description: "How many backups are kept before the oldest is deleted." },
    paused: { type: "boolean", description: "Makes no new backups while true. Those that exist are kept." },
  };
  const spec = {
    type: "object",
    description: "What to back up, and when.",
    required: ["schedule", "target"],
    properties,
  };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "backups.storage.example.com" },
    spec: {
      group: "storage.example.com",
      scope: "Namespaced",
      names: { kind: "Backup", listKind: "BackupList", plural: "backups", singular: "backup", shortNames: ["bk"] },
      versions: [
        {
          name: "v1",
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: "object",
              description: "A schedule of backups of a StatefulSet.",
              properties: { spec },
            },
          },
          additionalPrinterColumns: [
            { name: "Target", type: "string", jsonPath: ".spec.target" },
            { name: "Schedule", type: "string", jsonPath: ".spec.schedule" },
            { name: "Keep", type: "integer", jsonPath: ".spec.keep", priority: 1 },
            { name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp" },
          ],
        },
      ],
    },
  };
}

function nightly(): NewObject {
  return {
    apiVersion: "storage.example.com/v1",
    kind: "Backup",
    metadata: { name: "db-nightly", namespace: "shop" },
    spec: { schedule: "30 2 * * *", target: "db", keep: 14 },
  };
}
