/** How a question is taken apart. */
import { expect, test } from "vitest";
import { look } from "../../src/knowledge/index-format.ts";
import { normalise } from "../../src/knowledge/normalise.ts";
import { Spelling } from "../../src/knowledge/spelling.ts";
import { stem } from "../../src/knowledge/stem.ts";
import { key, terms, units } from "../../src/knowledge/tokens.ts";

test.each([
  ["ＨＰＡ", "hpa"],
  ["節點當機", "节点宕机"],
  ["映像檔與記憶體", "镜像与内存"],
  ["RollingUpdate", "rolling update"],
  ["mTLS and eBPF", "mtls and ebpf"],
  ["K8s, k8 and KubeSphere", "kubernetes, kubernetes and kube sphere"],
  ["v1.20", "1.20"],
])("%s is spelt %s", (text, normal) => expect(normalise(text)).toBe(normal));

test.each([
  [["scale", "scales", "scaled", "scaling"]],
  [["policy", "policies"]],
  [["run", "running"]],
  [["isolate", "isolation"]],
  [["process", "processes"]],
  [["image", "images"]],
])("%s have one stem", (words) => expect(new Set(words.map(stem)).size).toBe(1));

test("names that end like endings keep them", () =>
  expect(["kubernetes", "status", "add"].map(stem)).toEqual(["kubernet", "status", "add"]));

test("ways to write a name have one key", () => {
  expect(new Set(["load balancer", "LoadBalancer", "load-balancers"].map((name) => key(units(name)))).size).toBe(1);
});

test("Chinese is read in overlapping pairs, versions whole", () => {
  expect(terms(units("K8s 1.20 扩缩容"))).toEqual(["kubernet", "1.20", "扩缩", "缩容"]);
});

test("slips of the fingers", () => {
  const spelling = new Spelling(["istio", "prometheu", "dock", "docker", "update", "chain", "kubernet"]);
  const correct = (word: string) => spelling.correct({ word, text: word, han: false }).text;
  expect(correct("istoi")).toBe("istio");
  expect(correct("udpate")).toBe("update");
  expect(correct("prometeu")).toBe("prometheu");
  expect(correct("chair")).toBe("chair");
  expect(correct("dokr")).toBe("dokr");
});

test("a word that every object has is not in a table", () => expect(look<number>({}, "constructor")).toBeUndefined());
