/** How much to do, and on what. */
export interface Effort {
  /** Little of everything: shows that every figure is produced, and is not worth reading. */
  readonly smoke: boolean;
  readonly cluster: BenchCluster;
  /** Undefined where there is none: figures against it are left out. */
  readonly kubectl: string | undefined;
}

export interface BenchCluster {
  /** "kube-apiserver", or "the embedded cluster". */
  readonly name: string;
  readonly kubeconfig: string;
  /** How many pods run in namespaces "team-0", "team-1" … */
  readonly pods: { readonly namespaces: number; readonly each: number };
}
