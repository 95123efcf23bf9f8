import { describe as group, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { Failure } from "../../src/core/failure.ts";
import { read } from "../../src/core/words.ts";

const said = (line: string) => {
  const { command, args } = read(commands, line);
  return [command, args];
};
const refused = (line: string) => {
  try {
    read(commands, line);
  } catch (error) {
    if (error instanceof Failure) return [error.code, error.facts] as [string, Record<string, unknown>];
    throw error;
  }
  throw new Error(`"${line}" was understood`);
};

group("a line becomes a command and its arguments", () => {
  test.each<[string, string, Record<string, unknown>]>([
    ["scale web 5", "scale", { target: "web", replicas: 5 }],
    ["Scale web 5", "scale", { target: "web", replicas: 5 }],
    ["kubectl scale deploy/web --replicas=5", "scale", { target: "deploy/web", replicas: 5 }],
    ["scale deployment web 5", "scale", { target: "deployment/web", replicas: 5 }],
    ["scale deploy/web 5 -n shop", "scale", { target: "deploy/web", replicas: 5, namespace: "shop" }],
    ["scale -n shop web 5", "scale", { target: "web", replicas: 5, namespace: "shop" }],
    ["scale web 5 --namespace shop", "scale", { target: "web", replicas: 5, namespace: "shop" }],
    ["scale web 5 --namespace=shop", "scale", { target: "web", replicas: 5, namespace: "shop" }],
    ["scale web 5 namespace=shop", "scale", { target: "web", replicas: 5, namespace: "shop" }],
    ["scale web 5 @staging", "scale", { target: "web", replicas: 5, cluster: "staging" }],
    ["scale web 5 —namespace shop", "scale", { target: "web", replicas: 5, namespace: "shop" }],
    ["scale web 5 –n shop", "scale", { target: "web", replicas: 5, namespace: "shop" }],
    ["scale web\u00a05", "scale", { target: "web", replicas: 5 }],
    ["rollout status web", "rollout status", { target: "web" }],
    ["rollout undo web to-revision 2", "rollout undo", { target: "web", toRevision: 2 }],
    ["rollout undo web --to-revision=2", "rollout undo", { target: "web", toRevision: 2 }],
    ["rollout undo web --toRevision 2", "rollout undo", { target: "web", toRevision: 2 }],
    ["delete pod web-1", "delete pod", { name: "web-1" }],
    ["delete pod/web-1", "delete pod", { name: "web-1" }],
    ["get pods -A -l app=web", "get", { kind: "pods", allNamespaces: true, selector: "app=web" }],
    ["get pods --all-namespaces", "get", { kind: "pods", allNamespaces: true }],
    ["get namespace shop", "get", { kind: "namespace", name: "shop" }],
    ["get deploy web -o yaml", "get", { kind: "deploy", name: "web", output: "yaml" }],
    ["logs web since 15m", "logs", { target: "web", since: "15m" }],
    ["logs since 15m", "logs", { since: "15m" }],
    ["logs web follow", "logs", { target: "web", follow: true }],
    ["logs web -f --previous=false", "logs", { target: "web", follow: true, previous: false }],
    ["logs web -c “app” tail 20", "logs", { target: "web", container: "app", tail: 20 }],
    ["use clear", "use", { clear: true }],
    ["use @staging", "use", { on: "staging" }],
  ])("%s", (line, command, args) => expect(said(line)).toEqual([command, args]));
});

group("the remainder of a line is taken verbatim", () => {
  test.each<[string, string, string]>([
    ["logs web grep connection refused -n 5", "grep", "connection refused -n 5"],
    ['logs web grep "a  b"', "grep", "a  b"],
    ["logs web grep key=“value” — x", "grep", "key=“value” — x"],
    ["logs web --grep=timeout", "grep", "timeout"],
    ["logs web pattern ^(GET|POST) .* 5\\d\\d$", "pattern", "^(GET|POST) .* 5\\d\\d$"],
    ["explain what's a pod -- and why?", "question", "what's a pod -- and why?"],
    ["explain 什么是 滚动更新", "question", "什么是 滚动更新"],
    ["explain deployment.spec.strategy", "question", "deployment.spec.strategy"],
    ["help rollout undo", "command", "rollout undo"],
  ])("%s", (line, name, value) => expect(read(commands, line).args[name]).toBe(value));

  test.each([
    "what is a pod?",
    "why does Kubernetes no longer use Docker",
    "What's a rolling update -n shop",
    "docker swarm or kubernetes?",
    "什么是 滚动更新",
    "镜像怎么签名",
  ])("a question needs no command before it: %s", (line) => {
    expect(said(line)).toEqual(["explain", { question: line }]);
  });

  test("a cluster may follow a question's first word only where it is an option", () => {
    expect(said("explain deployment.spec @staging")).toEqual(["explain", { question: "deployment.spec @staging" }]);
  });
});

group("what is not understood is refused with the nearest thing that is", () => {
  test.each<[string, string, Record<string, unknown>]>([
    ["scle web 5", "unknown-command", { word: "scle", near: ["scale"] }],
    ["rollout stats web", "unknown-command", { word: "rollout stats", near: ["rollout status"] }],
    ["restart web", "unknown-command", { word: "restart", near: ["rollout restart"] }],
    ["scle web 5?", "unknown-command", { word: "scle", near: ["scale"] }],
    ["what", "unknown-command", { word: "what" }],
    ["can i delete pods", "unknown-command", { word: "can", near: ["can-i"] }],
    ["frobnicate", "unknown-command", { word: "frobnicate", near: [] }],
    ["scale web 5 --namspace shop", "unknown-option", { option: "--namspace", near: "namespace" }],
    ["scale web 5 --dry-run", "unknown-option", { option: "--dry-run" }],
    ["scale web 5 now", "unknown-option", { option: "now" }],
    ["scale web 5 colour=red", "unknown-option", { option: "colour=red" }],
    ["scale web 5 -n", "bad-argument", { argument: "namespace", problem: "-n needs a value" }],
    ["scale web 5 -n a -n b", "bad-argument", { argument: "namespace", problem: "it is given twice" }],
  ])("%s", (line, code, facts) => expect(refused(line)).toEqual([code, expect.objectContaining(facts)]));

  test("a family alone names its members", () => {
    const [code, facts] = refused("rollout");
    expect(code).toBe("unknown-command");
    expect(facts.near).toContain("rollout undo");
  });
  test("an empty line is no command", () => expect(refused("  ")[0]).toBe("unknown-command"));
});
