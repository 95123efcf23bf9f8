import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { type Api, connectApi } from "./api.ts";
import { appendContainerLog } from "./container-logs.ts";

/** What a test in another process needs to reach a cluster: plain data, so that vitest can hand it over. */
export interface ClusterFiles {
  readonly kubectl: string;
  /** By name of the user. There is always an "admin" who may do everything. */
  readonly kubeconfigs: Readonly<Record<string, string>>;
  /** Missing for a cluster that somebody else started. */
  readonly own?: {
    readonly auditLog: string;
    /** The folder of what simulated containers have logged. */
    readonly containerLogs: string;
    /** By default kubectl caches by address, and the next control plane may get the same port. */
    readonly kubectlCache: string;
  };
}

/** The result of one kubectl, whether it succeeded or not. */
export interface KubectlResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One entry of the API server's audit log, as far as tests look at it. */
export interface AuditEvent {
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username: string; readonly groups?: readonly string[] };
  readonly impersonatedUser?: { readonly username: string; readonly groups?: readonly string[] };
  readonly objectRef?: {
    readonly resource?: string;
    readonly namespace?: string;
    readonly name?: string;
    readonly subresource?: string;
  };
  readonly responseStatus?: { readonly code: number };
  readonly requestObject?: unknown;
}

export interface Cluster {
  /** Calls as the user "admin". */
  readonly api: Api;
  /** @returns the path of a kubeconfig. @throws when there is no such user */
  kubeconfig(user: string): string;
  /** Runs kubectl and waits for it. A non-zero exit code is a result, not an error. */
  kubectl(args: readonly string[], options?: { readonly as?: string; readonly input?: string }): Promise<KubectlResult>;
  /** Every call that a person or a program made so far, oldest first; not the controllers' own. */
  auditEvents(): Promise<AuditEvent[]>;
  /** Every container without a fault logs this line now. */
  log(line: string): Promise<void>;
}

export async function connect(files: ClusterFiles): Promise<Cluster> {
  const kubeconfig = (user: string): string => {
    const path = files.kubeconfigs[user];
    if (path === undefined)
      throw new Error(`No user "${user}"; there are ${Object.keys(files.kubeconfigs).join(", ")}.`);
    return path;
  };
  return {
    api: await connectApi(kubeconfig("admin")),
    kubeconfig,
    kubectl: (args, { as = "admin", input = "" } = {}) =>
      new Promise((resolve, reject) => {
        const cache = files.own === undefined ? [] : ["--cache-dir", files.own.kubectlCache];
        const all = ["--kubeconfig", kubeconfig(as), ...cache, ...args];
        const child = execFile(files.kubectl, all, { maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
          if (error !== null && typeof error.code !== "number") reject(error);
          else resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
        });
        child.stdin?.end(input);
      }),
    async auditEvents() {
      const lines = (await readFile(own(files).auditLog, "utf8")).split("\n");
      // The last line may still be in the middle of being written.
      return lines.slice(0, -1).map((line) => JSON.parse(line) as AuditEvent);
    },
    log: (line) => appendContainerLog(own(files).containerLogs, line),
  };
}

function own({ own }: ClusterFiles): NonNullable<ClusterFiles["own"]> {
  if (own === undefined) throw new Error("Only a control plane that the suite itself has started can do this.");
  return own;
}
