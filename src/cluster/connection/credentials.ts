/**
 * How the bot itself logs in to one cluster. @kubernetes/client-node knows token files, exec plugins, OIDC and client
 * certificates; we only ask it what they amount to. Its own calls open a TLS connection each, so we never make any.
 */
import { createHash } from "node:crypto";
import type { RequestOptions } from "node:https";
import type { ConnectionOptions } from "node:tls";
import type { KubeConfig } from "@kubernetes/client-node";
import type { Clock } from "./clock.ts";

type Tls = Pick<ConnectionOptions, "ca" | "cert" | "key" | "pfx" | "passphrase" | "rejectUnauthorized" | "servername">;

export interface Login {
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: Tls;
  /** Equal for equal `tls`: connections are kept as long as it stays. */
  readonly fingerprint: string;
}

export interface Credentials {
  /** What to present now. Throws whatever reading a file or running a plugin throws. */
  current(): Promise<Login>;
  /** The server refused them: read the configuration anew, plugins included. */
  renew(): void;
}

/** client-node reads CA and certificate files at each question, which costs more than a request does on our side. */
const FRESH = 10_000;

/** @param read the configuration as it stands on disk, with the right context chosen */
export function createCredentials(read: () => KubeConfig, clock: Pick<Clock, "now">): Credentials {
  let config: KubeConfig | undefined;
  let latest: { readonly login: Login; readonly until: number } | undefined;
  let asking: Promise<Login> | undefined;

  async function ask(): Promise<Login> {
    try {
      config ??= read();
      latest = { login: await loginOf(config), until: clock.now() + FRESH };
    } catch (error) {
      // While a token file is being replaced it is missing for a moment; the old token is still good then.
      if (!latest) throw error;
      latest = { ...latest, until: clock.now() + 1000 };
    }
    return latest.login;
  }

  return {
    current() {
      if (latest && clock.now() < latest.until) return Promise.resolve(latest.login);
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    renew() {
      // A new KubeConfig, because the old one's plugins keep a token for as long as the plugin said it would last.
      config = undefined;
      if (latest) latest = { ...latest, until: 0 };
    },
  };
}

async function loginOf(config: KubeConfig): Promise<Login> {
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const { ca, cert, key, pfx, passphrase, rejectUnauthorized, servername } = options;
  const given = { ca, cert, key, pfx, passphrase, rejectUnauthorized, servername };
  // A file's last newline is no part of a token, and no header may hold one.
  const headers = Object.fromEntries(Object.entries(options.headers ?? {}).map(([k, v]) => [k, String(v).trim()]));
  if (options.auth) headers.Authorization ??= `Basic ${Buffer.from(options.auth).toString("base64")}`;
  const tls: Tls = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { headers, tls, fingerprint: createHash("sha256").update(JSON.stringify(tls)).digest("hex") };
}
