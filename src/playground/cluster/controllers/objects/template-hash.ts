import { createHash } from "node:crypto";

/** Consonants and digits that spell no words: the alphabet of apimachinery's rand.SafeEncodeString. */
const alphabet = "bcdfghjklmnpqrstvwxz2456789";

/**
 * A short name for a pod template: equal templates have equal names, whatever the order of their fields.
 * (Kubernetes hashes a Go memory dump here, so the very letters cannot be the same; only their use is.)
 */
export function templateHash(template: unknown): string {
  const digest = createHash("sha256").update(canonical(template)).digest();
  return [...digest.subarray(0, 10)].map((byte) => alphabet[byte % alphabet.length]).join("");
}

/** JSON with sorted keys: two templates are the same exactly when these texts are. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, field: unknown) =>
    field !== null && typeof field === "object" && !Array.isArray(field)
      ? Object.fromEntries(Object.entries(field).sort(([a], [b]) => (a < b ? -1 : 1)))
      : field,
  );
}
