import { age } from "./age.ts";
import { ageColumn, column, fieldColumn, nameColumn, type Printer, WIDE } from "./column.ts";

const MODES: readonly (readonly [string, string])[] = [
  ["ReadWriteOnce", "RWO"],
  ["ReadOnlyMany", "ROX"],
  ["ReadWriteMany", "RWX"],
  ["ReadWriteOncePod", "RWOP"],
];

export const claimPrinter: Printer = {
  columns: () => [
    nameColumn(),
    fieldColumn("Status", "V1PersistentVolumeClaimStatus", "phase"),
    fieldColumn("Volume", "V1PersistentVolumeClaimSpec", "volumeName"),
    fieldColumn("Capacity", "V1PersistentVolumeClaimStatus", "capacity"),
    fieldColumn("Access Modes", "V1PersistentVolumeClaimStatus", "accessModes"),
    column("StorageClass", "StorageClass of the pvc"),
    column("VolumeAttributesClass", "VolumeAttributesClass of the pvc"),
    ageColumn(),
    fieldColumn("VolumeMode", "V1PersistentVolumeClaimSpec", "volumeMode", WIDE),
  ],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    metadata.deletionTimestamp ? "Terminating" : (status.phase ?? ""),
    spec.volumeName ?? "",
    spec.volumeName ? (status.capacity?.storage ?? "0") : "",
    spec.volumeName ? accessModes(status.accessModes) : "",
    spec.storageClassName ?? "",
    spec.volumeAttributesClassName ?? "<unset>",
    age(metadata.creationTimestamp, now),
    spec.volumeMode ?? "<unset>",
  ],
};

const accessModes = (modes: readonly string[] = []): string =>
  MODES.filter(([mode]) => modes.includes(mode))
    .map(([, short]) => short)
    .join(",");
