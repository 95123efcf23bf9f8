/**
 * What an operation is about is kept sealed. The patch of a `rollout undo` carries every literal environment variable of
 * the workload, and people put credentials there; whoever reads the audit trail, or a copy of the file, needs none of them.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

export interface Seal {
  close(text: string): string;
  /** Undefined for what was sealed with another secret. */
  open(kept: string): string | undefined;
}

/** For a ledger that never leaves memory. */
export const unsealed: Seal = { close: (text) => text, open: (kept) => kept };

const CIPHER = "aes-256-gcm";
const IV = 12;
const TAG = 16;

export function sealedWith(secret: string): Seal {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "kubemate ledger", 32));
  return {
    close(text) {
      const iv = randomBytes(IV);
      const cipher = createCipheriv(CIPHER, key, iv);
      const sealed = [iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()];
      return Buffer.concat(sealed).toString("base64");
    },
    open(kept) {
      const bytes = Buffer.from(kept, "base64");
      try {
        const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV), { authTagLength: TAG });
        decipher.setAuthTag(bytes.subarray(-TAG));
        return decipher.update(bytes.subarray(IV, -TAG), undefined, "utf8") + decipher.final("utf8");
      } catch {
        return undefined; // the secret was replaced meanwhile, or somebody changed the row
      }
    },
  };
}
