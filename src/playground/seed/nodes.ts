import type { NewObject } from "../cluster/controllers/controller.ts";

/** Four machines in two zones. KWOK looks after the same objects in a real control plane, hence its annotation. */
export function nodes(): NewObject[] {
  return [1, 2, 3, 4].map(node);
}

function node(number: number): NewObject {
  const name = `node-${number}`;
  const size = { cpu: "8", memory: "32Gi", pods: "110" };
  const podCIDR = `10.${99 + number}.0.0/16`;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      annotations: { "kwok.x-k8s.io/node": "fake" },
      labels: {
        "beta.kubernetes.io/arch": "amd64",
        "beta.kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "node.kubernetes.io/instance-type": "standard-8",
        "topology.kubernetes.io/region": "eu-central",
        "topology.kubernetes.io/zone": number % 2 === 1 ? "eu-central-a" : "eu-central-b",
      },
    },
    spec: { podCIDR, podCIDRs: [podCIDR] },
    // A node brings its size along when it registers, so this much status is written like a spec.
    status: {
      allocatable: size,
      capacity: size,
      nodeInfo: {
        architecture: "amd64",
        bootID: `00000000-0000-4000-8000-00000000000${number}`,
        containerRuntimeVersion: "containerd://2.2.1",
        kernelVersion: "6.12.57",
        kubeProxyVersion: "v1.37.2",
        kubeletVersion: "v1.37.2",
        machineID: `0000000000000000000000000000000${number}`,
        operatingSystem: "linux",
        osImage: "Debian GNU/Linux 13 (trixie)",
        systemUUID: `00000000-0000-4000-9000-00000000000${number}`,
      },
    },
  };
}
