import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadAll } from "js-yaml";
import type { NewObject } from "../../src/playground/cluster/controllers/controller.ts";
import type { Api } from "./api.ts";
import { buildMetricsServer, buildTools } from "./build.ts";
import { makeCertificates } from "./certificates.ts";
import {
  etcd,
  type Files,
  kubeApiserver,
  kubeControllerManager,
  kubeScheduler,
  kwok,
  metricsServer,
} from "./components.ts";
import { type Cluster, type ClusterFiles, connect } from "./connection.ts";
import { writeContainerLogs } from "./container-logs.ts";
import { eventually } from "./eventually.ts";
import { kwokConfig } from "./kwok-config.ts";
import { measures, metricsApi } from "./metrics-api.ts";
import { nodesTakePods, simulatedNodes } from "./nodes.ts";
import { freePorts } from "./ports.ts";
import { processes } from "./processes.ts";
import { apply } from "./seed.ts";
import { type User, writeUsers } from "./users.ts";

export interface ControlPlane extends Cluster {
  /** "https://127.0.0.1:40123" */
  readonly server: string;
  readonly caFile: string;
  /** Where every node's kubelet answers, over TLS. */
  readonly kubelet: string;
  /** For `connect()` in another process, such as a test's. */
  readonly files: ClusterFiles;
  /** Ends every process and removes every file. Happens by itself when this process ends. */
  stop(): Promise<void>;
}

export interface ControlPlaneOptions {
  readonly users?: readonly User[];
  /** Whether metrics-server runs too: `kubectl top` answers then, and autoscalers scale. */
  readonly metrics?: boolean;
}

/**
 * Starts a real Kubernetes on free loopback ports: etcd, kube-apiserver with RBAC and audit log, the controllers, the
 * scheduler, and KWOK in place of kubelets. Ready for objects when the promise resolves.
 *
 * @throws when a program ends before that, with its name and its last log lines
 */
export async function startControlPlane({
  users = [],
  metrics = false,
}: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const tools = await buildTools();
  const directory = await mkdtemp(join(tmpdir(), "kubemate-control-plane-"));
  const running = processes(directory);
  try {
    const ports = await freePorts();
    const server = `https://127.0.0.1:${ports.apiserver}`;
    const certificates = await makeCertificates(directory);
    const { tokens, kubeconfigs } = await writeUsers(directory, users, server, certificates.ca);
    const own = {
      auditLog: join(directory, "audit.log"),
      containerLogs: join(directory, "logs"),
      kubectlCache: join(directory, "kubectl-cache"),
    };
    const shared: ClusterFiles = { kubectl: tools.programs.kubectl, kubeconfigs, own };
    const cluster = await connect(shared);
    const files: Files = {
      certificates,
      tokens,
      auditLog: own.auditLog,
      kubeconfig: (user) => cluster.kubeconfig(user),
      auditPolicy: fileURLToPath(new URL("./audit-policy.yaml", import.meta.url)),
      kwokConfig: join(directory, "kwok.yaml"),
    };
    const measured = metrics ? await readFile(tools.metrics, "utf8") : "";
    await writeFile(files.kwokConfig, await kwokConfig(await readFile(tools.stages, "utf8"), measured));
    await writeContainerLogs(own.containerLogs);

    const { programs } = tools;
    running.start("etcd", programs.etcd, etcd(ports));
    running.start("kube-apiserver", programs["kube-apiserver"], kubeApiserver(ports, files));
    await running.during(eventually("the API server to be ready", () => isReady(cluster.api)));

    const logsDefinition = loadAll(await readFile(tools.logsDefinition, "utf8")) as NewObject[];
    await running.during(apply(cluster, [...logsDefinition, ...simulatedNodes(metrics)]));
    running.start("kube-controller-manager", programs["kube-controller-manager"], kubeControllerManager(ports, files));
    running.start("kube-scheduler", programs["kube-scheduler"], kubeScheduler(ports, files));
    running.start("kwok", programs.kwok, kwok(ports, files));
    await running.during(eventually("the nodes to take pods", () => nodesTakePods(cluster.api)));
    if (metrics) {
      running.start("metrics-server", await buildMetricsServer(), metricsServer(ports, files));
      await running.during(apply(cluster, metricsApi(ports.metricsServer)));
      await running.during(eventually("metrics-server to answer", () => measures(cluster.api)));
    }

    return {
      ...cluster,
      server,
      caFile: certificates.ca,
      kubelet: `127.0.0.1:${ports.kubelet}`,
      files: shared,
      async stop() {
        await cluster.api.close();
        await running.stop();
      },
    };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** The API server fills its RBAC roles and priority classes after it begins to answer; /readyz waits for them. */
const isReady = (api: Api): Promise<boolean> =>
  api.call("GET", "/readyz").then(
    ({ status }) => status === 200,
    () => false, // Nobody listens yet.
  );
