import type { Certificates } from "./certificates.ts";

/** Free ports of 127.0.0.1, one for each listener. */
export interface Ports {
  readonly etcd: number;
  readonly etcdPeer: number;
  readonly apiserver: number;
  readonly controllers: number;
  readonly scheduler: number;
  readonly kubelet: number;
  readonly metricsServer: number;
}

/** Where the programs find their files. All paths are absolute. */
export interface Files {
  readonly certificates: Certificates;
  readonly tokens: string;
  readonly auditPolicy: string;
  readonly auditLog: string;
  readonly kwokConfig: string;
  /** The kubeconfig of a token user. */
  kubeconfig(user: string): string;
}

export const etcd = (ports: Ports): string[] => [
  "--data-dir=etcd",
  `--listen-client-urls=http://127.0.0.1:${ports.etcd}`,
  `--advertise-client-urls=http://127.0.0.1:${ports.etcd}`,
  `--listen-peer-urls=http://127.0.0.1:${ports.etcdPeer}`,
  `--initial-advertise-peer-urls=http://127.0.0.1:${ports.etcdPeer}`,
  `--initial-cluster=default=http://127.0.0.1:${ports.etcdPeer}`,
  // Nothing here outlives the tests, and waiting for the disk makes every write some ten times slower.
  "--unsafe-no-fsync",
];

/** Who may say for whom a request is, and how. */
const REQUEST_HEADERS = [
  "--requestheader-allowed-names=front-proxy-client",
  "--requestheader-username-headers=X-Remote-User",
  "--requestheader-group-headers=X-Remote-Group",
  "--requestheader-extra-headers-prefix=X-Remote-Extra-",
];

export const kubeApiserver = (ports: Ports, files: Files): string[] => [
  `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
  "--bind-address=127.0.0.1",
  "--advertise-address=127.0.0.1",
  `--secure-port=${ports.apiserver}`,
  // The default refuses to publish a loopback address as the endpoint of the `kubernetes` Service.
  "--endpoint-reconciler-type=none",
  `--tls-cert-file=${files.certificates.loopback.certificate}`,
  `--tls-private-key-file=${files.certificates.loopback.key}`,
  "--service-cluster-ip-range=10.96.0.0/16",
  "--authorization-mode=RBAC",
  // The shortest way to any number of users with groups; client certificates would need one file each.
  `--token-auth-file=${files.tokens}`,
  "--service-account-issuer=https://kubernetes.default.svc",
  `--service-account-key-file=${files.certificates.serviceAccountKey}`,
  `--service-account-signing-key-file=${files.certificates.serviceAccountKey}`,
  `--audit-policy-file=${files.auditPolicy}`,
  `--audit-log-path=${files.auditLog}`,
  // metrics-server answers for a part of the API, and has to know that a request comes from here.
  `--proxy-client-cert-file=${files.certificates.frontProxy.certificate}`,
  `--proxy-client-key-file=${files.certificates.frontProxy.key}`,
  `--requestheader-client-ca-file=${files.certificates.ca}`,
  ...REQUEST_HEADERS,
  // Logs come from the kubelet, which is KWOK here.
  `--kubelet-certificate-authority=${files.certificates.ca}`,
  `--kubelet-client-certificate=${files.certificates.loopback.certificate}`,
  `--kubelet-client-key=${files.certificates.loopback.key}`,
];

export const kubeControllerManager = (ports: Ports, files: Files): string[] => [
  `--kubeconfig=${files.kubeconfig("system:kube-controller-manager")}`,
  "--bind-address=127.0.0.1",
  `--secure-port=${ports.controllers}`,
  "--leader-elect=false",
  // RBAC gives each controller the rights of its own service account and the manager itself almost none.
  "--use-service-account-credentials",
  `--service-account-private-key-file=${files.certificates.serviceAccountKey}`,
  `--root-ca-file=${files.certificates.ca}`,
  // An autoscaler looks every 15 seconds otherwise.
  "--horizontal-pod-autoscaler-sync-period=3s",
  // The defaults (20 and 30) make a seed of some hundred pods wait for the client, not for the server.
  "--kube-api-qps=200",
  "--kube-api-burst=400",
];

export const kubeScheduler = (ports: Ports, files: Files): string[] => [
  `--kubeconfig=${files.kubeconfig("system:kube-scheduler")}`,
  "--bind-address=127.0.0.1",
  `--secure-port=${ports.scheduler}`,
  "--leader-elect=false",
  "--authentication-skip-lookup",
  "--kube-api-qps=200",
  "--kube-api-burst=400",
];

/** KWOK plays the kubelet of every node: it moves pods through their stages and answers for their logs. */
export const kwok = (ports: Ports, files: Files): string[] => [
  `--kubeconfig=${files.kubeconfig("kwok")}`,
  "--manage-all-nodes",
  "--node-ip=127.0.0.1",
  `--node-port=${ports.kubelet}`,
  `--server-address=127.0.0.1:${ports.kubelet}`,
  `--tls-cert-file=${files.certificates.loopback.certificate}`,
  `--tls-private-key-file=${files.certificates.loopback.key}`,
  `--config=${files.kwokConfig}`,
  // A stage names the log of a pod that fails by creating an object of this kind.
  "--enable-crds=Logs",
];

/** Asks the kubelets every ten seconds, which is as often as it can. */
export const metricsServer = (ports: Ports, files: Files): string[] => [
  `--kubeconfig=${files.kubeconfig("admin")}`,
  `--authentication-kubeconfig=${files.kubeconfig("admin")}`,
  `--authorization-kubeconfig=${files.kubeconfig("admin")}`,
  "--bind-address=127.0.0.1",
  `--secure-port=${ports.metricsServer}`,
  `--tls-cert-file=${files.certificates.loopback.certificate}`,
  `--tls-private-key-file=${files.certificates.loopback.key}`,
  // Otherwise it reads these from the cluster, where they are only complete when people may show certificates.
  "--authentication-skip-lookup",
  `--client-ca-file=${files.certificates.ca}`,
  `--requestheader-client-ca-file=${files.certificates.ca}`,
  ...REQUEST_HEADERS,
  "--kubelet-insecure-tls",
  "--kubelet-use-node-status-port",
  "--kubelet-preferred-address-types=InternalIP",
  "--metric-resolution=10s",
  "--kubelet-request-timeout=5s",
];
