import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Certificates {
  readonly ca: string;
  /** Serves on 127.0.0.1, and authenticates as a client too. */
  readonly loopback: { readonly certificate: string; readonly key: string };
  /** How the API server shows an aggregated one that a request comes from it. */
  readonly frontProxy: { readonly certificate: string; readonly key: string };
  /** Signs the tokens of service accounts. */
  readonly serviceAccountKey: string;
}

// kube-controller-manager publishes the CA as a ClusterTrustBundle and complains for ever when it is not CA:TRUE.
const OPENSSL = `
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign, digitalSignature
[loopback]
subjectAltName = IP:127.0.0.1, DNS:localhost
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth, clientAuth
[front-proxy-client]
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
`;

/** Makes what a control plane on 127.0.0.1 needs, by openssl 3, because Node can read certificates but not make them. */
export async function makeCertificates(directory: string): Promise<Certificates> {
  const file = (name: string): string => join(directory, name);
  await writeFile(file("openssl.cnf"), OPENSSL);
  const issue = async (name: string, ...signedBy: string[]): Promise<void> => {
    const request = ["req", "-x509", "-config", file("openssl.cnf"), "-extensions", name, "-subj", `/CN=${name}`];
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", file(`${name}.key`)];
    await run("openssl", [...request, "-days", "365", ...signedBy, ...key, "-out", file(`${name}.crt`)]);
  };
  await issue("ca");
  for (const name of ["loopback", "front-proxy-client"])
    await issue(name, "-CA", file("ca.crt"), "-CAkey", file("ca.key"));

  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  await writeFile(file("service-account.key"), privateKey.export({ type: "pkcs1", format: "pem" }), { mode: 0o600 });

  return {
    ca: file("ca.crt"),
    loopback: { certificate: file("loopback.crt"), key: file("loopback.key") },
    frontProxy: { certificate: file("front-proxy-client.crt"), key: file("front-proxy-client.key") },
    serviceAccountKey: file("service-account.key"),
  };
}
