/** What people mistype, paste and try: each gets one clear sentence, and the API server is asked for nothing else. */
import type { IncomingMessage } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { embedded } from "../support/embedded.ts";
import { everythingConfirmed, sandbox } from "../support/sandbox.ts";
import { expectOneSentence } from "./sentences.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof sandbox>>;
/** "GET /api/v1/namespaces/shop/pods", as they reached the API server. */
const asked: string[] = [];

beforeAll(async () => {
  const onRequest = ({ method, url }: IncomingMessage) => void asked.push(`${method} ${url}`);
  cluster = await embedded({ onRequest });
  bot = await sandbox({ kubeconfig: cluster.kubeconfig }, { policy: everythingConfirmed });
  cluster.store.create(twin("Deployment"));
  cluster.store.create(twin("StatefulSet"));
  await bot.asks("get pods"); // so that discovery is behind us
});
beforeEach(() => void asked.splice(0));
afterEach(() => expect(bot.bugs.splice(0)).toEqual([]));
afterAll(async () => {
  await bot.close();
  await cluster.stop();
});

function twin(kind: "Deployment" | "StatefulSet") {
  const labels = { app: "twin", kind: kind.toLowerCase() };
  const template = { metadata: { labels }, spec: { containers: [{ name: "app", image: "example.com/twin:1" }] } };
  return {
    ...{ apiVersion: "apps/v1", kind, metadata: { name: "twin", namespace: "shop" } },
    spec: { replicas: 1, serviceName: "twin", selector: { matchLabels: labels }, template },
  };
}
const title = async (line: string) => (await bot.asks(line)).split("\n")[0];

test.each([
  ["frobnicate", "✗ There is no command frobnicate."],
  ["gte pods", "✗ There is no command gte. Did you mean get?"],
  ["restart web", "✗ There is no command restart. Did you mean rollout restart?"],
  ["rollout stats web", "✗ There is no command rollout stats. Did you mean rollout status?"],
  ["kubectl -n shop get pods", "✗ Say the command first, then -n: for example get pods -n shop."],
  ["get podz", "✗ This cluster has no kind called podz. Did you mean pod or pods?"],
  ["get /web", '✗ This cluster has no kind called "". Write it as kubectl does: pods, deploy, ingress.'],
  ["get pods,services", "✗ Ask for one kind at a time, for example get pods."],
  ["get secrets", "✗ Secrets are never read here, not even their names. Use kubectl with your own rights."],
  ["get deploy webb", "✗ There is no deploy/webb in shop. Did you mean web?"],
  ["describe webb", "✗ There is no workload webb in shop. Did you mean deploy/web?"],
  ["scale WEB 3", expect.stringMatching(/^✗ There is no workload WEB in shop\. Did you mean deploy\/web/)],
  ["get pods -n shoop", "✗ There is no namespace/shoop in playground. Did you mean shop?"],
  ["use shoop", "✗ There is no namespace/shoop in playground. Did you mean shop?"],
  ["get pods @production", "✗ There is no cluster production here. There is playground."],
  ["get pods --namespcae shop", "✗ get does not know --namespcae. Did you mean namespace?"],
  ["kubectl get pods -oyaml", "✗ get does not know -oyaml. Did you mean -o yaml?"],
  ["logs web tial 5", "✗ logs does not know tial. Did you mean tail?"],
  ["get pods -o xml", '✗ get: output – "xml" is not one of wide, yaml, json.'],
  ["scale web five", '✗ scale: replicas – "five" is not a whole number.'],
  ["scale web -1", "✗ scale: replicas – -1 is below 0."],
  ["scale web", "! scale also needs replicas."],
  ["logs web since yesterday", '✗ logs: since – "yesterday": write it as 90s, 15m, 1h30m or 2d.'],
  ["logs checkout -c ap", "✗ There is no container ap in shop. Did you mean app?"],
  ["logs checkout -c zebra", "✗ There is no container zebra in shop. Did you mean app or envoy?"],
  ["logs web pattern (", "✗ logs: pattern – error parsing regexp: missing closing ): `(`."],
  [
    "explain deployment.spec.replica",
    "✗ There is no field spec.replica in Deployment in playground. Did you mean replicas?",
  ],
  ["undo everything", '✗ undo: operation – "everything": that is not the id of a change.'],
])("%s", async (line, sentence) => {
  const said = await title(line);
  expect(said).toEqual(sentence);
  expectOneSentence(said);
});

const quotes = ['""', "''", "“”", "kubectl", "kubectl ''"];
test.each(quotes)("%j alone asks what is wanted", async (line) => {
  expect(await title(line)).toBe("✗ Say what you want to see or do, for example get pods.");
});

test.each(["kubectl get pods", "k8s get pods", "Get pods", "get “pods”", "get pods -n shop "])(
  "%j is understood",
  async (line) => expect(await title(line)).toMatch(/^· \d+ pods in shop$/),
);

const names = {
  "the folder above": "..",
  "this folder": ".",
  "a path": "a/b",
  "a path to the folder above": "web/../cart",
  "an encoded path": "a%2f..",
  "nothing at all": '""',
  "300 characters": "x".repeat(300),
  "capital letters": "WEB",
  "an emoji": "🚀",
  "half an emoji": "\ud83d",
  "a right-to-left mark": "\u202eweb",
  "something invisible": "we\u200bb",
  "control characters": "we\u0000b\u001b[31m",
  "a line break": '"we\nb"',
  "a mention": "<!channel>",
  "a link": "<https://evil.example|web>",
  "a query": "web?dryRun=All",
  "a fragment": "web#x",
  "a selector": "web,metadata.namespace!=shop",
  "Object's own": "__proto__",
};
const places = [
  "get pods",
  "get deploy",
  "describe",
  "describe deploy",
  "events",
  "events pod",
  "logs",
  "scale",
  "rollout restart",
  "delete pod",
  "get pods -n",
  "use",
] as const;

test.each(Object.entries(names).flatMap(([what, name]) => places.map((place) => [what, place, name] as const)))(
  "%s in %s names nothing, and nothing else is touched",
  async (_, place, name) => {
    const line = `${place} ${name}${place === "scale" ? " 3" : ""}`;
    expectOneSentence(await bot.asks(line, { pictures: 2 }));
    // Lists, to suggest what is near, are the only thing that such a name may lead to.
    const lists = /^GET \/(api|apis\/[a-z.]+)\/v\d\/(namespaces\/shop\/)?[a-z]+(\?[^#]*)?$/;
    const single = /^GET \/(api|apis\/[a-z.]+)\/v\d\/(namespaces\/shop\/[a-z]+|namespaces)\/(WEB|x{300})(\?|$)/;
    for (const request of asked) expect(request).toMatch(/\/(WEB|x{100})/.test(request) ? single : lists);
  },
);

test("more words after a name are not dropped in silence", async () => {
  expect(await title("describe deploy/web/cart")).toBe("✗ There is no deployment web/cart in shop.");
  expect(await title("get deploy/web/../cart")).toBe("✗ There is no deployment web/../cart in shop.");
  expect(await title("get deploy/web cart")).toBe("✗ deploy/web is one object already: leave out cart.");
  expect(await title("get pods web-1 web-2")).toMatch(/^✗ get does not know what to do with web-2/);
  expect(await title("can-i get pods/log/secrets")).toMatch(/^! No: you may not get pods\/log\/secrets/);
});

test("200 kB of text is refused without being looked through", async () => {
  for (const start of ["", "get ", "describe ", "logs web grep ", "explain ", "scale web "]) {
    for (const text of ["y".repeat(200_000), "y ".repeat(100_000), "=".repeat(200_000), '"'.repeat(200_000)]) {
      const said = await title(start + text);
      expect(said).toMatch(/^✗ That is too long for a command: \d+ characters, and 12000 is the most\. Leave out/);
    }
  }
  expect(asked).toEqual([]);
});

test("a name that two kinds have is settled by a button, whatever the command calls its argument", async () => {
  for (const [line, answer] of [
    ["describe twin", /sts\/twin/],
    ["events twin", /about sts\/twin/],
    ["logs twin", /^· twin-0: /],
    ["rollout history twin", /sts\/twin has \d+ revision/],
    ["scale twin 2", /Scale sts\/twin from 1 to 2\?/],
  ] as const) {
    expect(await title(line)).toBe("! twin can mean deploy/twin or sts/twin. Which one?");
    expect((await bot.presses("sts/twin")).at(-1)).toMatch(answer);
  }
  expect((await bot.presses("Scale to 2"))[0]).toContain("Scaled sts/twin from 1 to 2");
  expect(cluster.store.get("Deployment", "shop", "twin")?.spec.replicas).toBe(1);
});

test("a form or a button that brings nonsense gets a sentence as well", async () => {
  for (const args of [
    { target: { $ne: 1 }, replicas: 3 },
    { target: ["web"], replicas: 3 },
    { target: "web", replicas: "3; rm -rf" },
    { target: "web", replicas: 1e99 },
    { target: "web", replicas: 3, namespace: "../kube-system" },
    { target: "web", replicas: 3, cluster: "../etc" },
    { target: "web", replicas: 3, dryRun: true },
    JSON.parse('{"target":"web","replicas":3,"__proto__":{"namespace":"ops"}}'),
  ]) {
    expectOneSentence((await bot.says({ command: "scale", args })).at(-1));
  }
  for (const command of ["", "constructor", "__proto__", "scale web", "SCALE", "x".repeat(5000)]) {
    expectOneSentence((await bot.says({ command, args: {} })).at(-1));
  }
  expect(asked.filter((request) => !request.startsWith("GET"))).toEqual([]);
});

test.each(commands.filter(({ listed }) => listed).map(({ name }) => [name]))(
  "%s with a word too many says so",
  async (name) => {
    const said = await bot.asks(`${name} --no-such-option`, { pictures: 2 });
    if (name !== "explain" && name !== "help")
      expect(said).toMatch(/^✗ .* does not know (what to do with )?--no-such-option\./);
  },
);
