import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dump } from "js-yaml";
import { people } from "../../src/playground/seed.ts";

/** Somebody with a token of their own. What they may do is for RBAC objects to say. */
export interface User {
  readonly name: string;
  readonly groups?: readonly string[];
}

/** The cluster's own parts, and an administrator whom RBAC does not restrict. */
const BUILT_IN: readonly User[] = [
  { name: "admin", groups: ["system:masters"] },
  { name: "kwok", groups: ["system:masters"] },
  { name: "system:kube-controller-manager" },
  { name: "system:kube-scheduler" },
];

export interface UserFiles {
  /** For the API server's --token-auth-file. */
  readonly tokens: string;
  /** The path of a kubeconfig, by name of the user. */
  readonly kubeconfigs: Readonly<Record<string, string>>;
}

/** Gives each user a token, and a kubeconfig that uses it. */
export async function writeUsers(
  directory: string,
  users: readonly User[],
  server: string,
  ca: string,
): Promise<UserFiles> {
  await mkdir(join(directory, "kubeconfigs"));
  const authority = (await readFile(ca)).toString("base64");
  const tokens: string[] = [];
  const kubeconfigs: Record<string, string> = {};
  for (const { name, groups = [] } of [...BUILT_IN, ...users]) {
    const token = randomBytes(16).toString("hex");
    const path = join(directory, "kubeconfigs", encodeURIComponent(name));
    tokens.push(`${token},${name},${name},"${groups.join()}"\n`);
    kubeconfigs[name] = path;
    await writeFile(path, kubeconfig(server, authority, name, token), { mode: 0o600 });
  }
  const path = join(directory, "tokens.csv");
  await writeFile(path, tokens.join(""), { mode: 0o600 });
  return { tokens: path, kubeconfigs };
}

const kubeconfig = (server: string, authority: string, user: string, token: string): string =>
  dump({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server, "certificate-authority-data": authority } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: "test", context: { cluster: "test", user } }],
    "current-context": "test",
  });

/** For the suite and for trying things by hand: a bot without any right of its own, and the playground's people. */
export const USERS: readonly User[] = [{ name: "kubemate" }, ...Object.values(people)];
