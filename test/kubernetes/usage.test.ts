import { expect, test } from "vitest";
import { cores, mebibytes, quantity } from "../../src/kubernetes/quantity.ts";
import { hints, usageOfWorkloads } from "../../src/kubernetes/usage.ts";

test.each([
  ["250m", 0.25],
  ["1Gi", 2 ** 30],
  ["123n", 123e-9],
  ["1e3", 1000],
  [2, 2],
  [undefined, 0],
  ["much", 0],
  ["1Xi", 0],
])("quantity %j is %d", (text, value) => expect(quantity(text)).toBeCloseTo(value, 12));

test("printed as kubectl top prints them", () => {
  expect([cores(0.0001), cores(0.25), cores(0), mebibytes(2 ** 20 * 1.9)]).toEqual(["1m", "250m", "0m", "1Mi"]);
});

interface Sizes {
  readonly requests?: object;
  readonly limits?: object;
  readonly usage: object;
}

function workload({ requests, limits, usage }: Sizes) {
  const metadata = {
    name: "web-7d9f-abcde",
    namespace: "shop",
    labels: { "pod-template-hash": "7d9f" },
    ownerReferences: [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "web-7d9f", uid: "1", controller: true }],
  };
  const pod = { apiVersion: "v1", kind: "Pod", metadata, spec: { containers: [{ resources: { requests, limits } }] } };
  const metrics = { apiVersion: "metrics.k8s.io/v1beta1", kind: "PodMetrics", metadata, containers: [{ usage }] };
  return usageOfWorkloads([pod], [metrics]);
}

test.each<[string, Sizes, RegExp | undefined]>([
  [
    "nearly at its memory limit",
    { requests: { cpu: "100m", memory: "1Gi" }, limits: { memory: "1Gi" }, usage: { cpu: "60m", memory: "980Mi" } },
    /^deploy\/web uses 980Mi of memory a pod and may use 1024Mi/,
  ],
  [
    "busier than it asked for",
    { requests: { cpu: "100m", memory: "1Gi" }, usage: { cpu: "180m", memory: "1Mi" } },
    /uses 180m CPU a pod and asks for 100m/,
  ],
  [
    "asks for much more than it uses",
    { requests: { cpu: "1", memory: "1Gi" }, usage: { cpu: "40m", memory: "1Mi" } },
    /asks for 1000m CPU a pod and uses 40m now/,
  ],
  ["asks for nothing", { usage: { cpu: "40m", memory: "1Mi" } }, /asks for no CPU/],
  ["as it should be", { requests: { cpu: "100m", memory: "1Gi" }, usage: { cpu: "60m", memory: "512Mi" } }, undefined],
])("%s", (_, sizes, words) => {
  const found = workload(sizes).flatMap(hints);
  expect(found).toHaveLength(words ? 1 : 0);
  if (words) expect(found[0]).toMatch(words);
});
