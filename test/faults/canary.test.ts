/** Nothing that is secret leaves: every command and every error path is run over canaries, and all that left is searched. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { commands } from "../../commands/index.ts";
import type { Fault } from "../../src/playground/cluster/http/faults.ts";
import { writeKubeconfig } from "../../src/playground/kubeconfig.ts";
import { embedded } from "../support/embedded.ts";
import { type BotProcess, startProcess } from "../support/process.ts";
import { forbidden, found, leakyDeployment, leakyLog, lookalike, planted } from "./canaries.ts";

const everything = { risks: ["read", "change", "destroy"], clusters: ["*"], namespaces: ["*"], groups: ["*"] };
const folder = mkdtempSync(join(tmpdir(), "kubemate-canary-"));
let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: BotProcess;
let fault: Fault | undefined;

beforeAll(async () => {
  cluster = await embedded({
    users: [{ name: "kubemate", groups: ["system:masters"], token: forbidden.kubeconfig }],
    onRequest({ method, url = "" }) {
      if (fault && (method !== "GET" || url.includes("leaky"))) return fault;
      return url.includes("/pods/leaky-") && url.includes("/log?") ? { status: 200, body: leakyLog } : undefined;
    },
  });
  for (const object of planted) cluster.store.create(object);
  const { store } = cluster;
  await vi.waitUntil(() => store.list("ReplicaSet", "shop").some(({ metadata }) => metadata.name.startsWith("leaky-")));
  const current = store.get("Deployment", "shop", "leaky");
  store.update({ ...leakyDeployment(forbidden.laterEnv), metadata: current?.metadata } as never);
  bot = await startProcess({
    kubeconfig: writeKubeconfig(join(folder, "kubeconfig"), cluster.url, forbidden.kubeconfig),
    config: { policy: [{ ...everything, effect: "confirm" }] },
    environment: { KUBEMATE_DATA: join(folder, "ledger.sqlite"), LOG_LEVEL: "debug" },
  });
});
afterAll(async () => {
  await bot[Symbol.asyncDispose]();
  await cluster.stop();
  rmSync(folder, { recursive: true });
});

const says = async (line: string) => (await bot.slack.slash("omar", "general", "/k8s", line)).answer(10_000);

/** All that has left the process, by where it went. */
async function left(): Promise<Readonly<Record<string, string>>> {
  const { slack } = bot;
  const ledger = readdirSync(folder).filter((name) => name.startsWith("ledger"));
  return {
    slack:
      JSON.stringify(slack.requests.map(({ args }) => args)) +
      slack
        .files()
        .map(({ bytes }) => String(bytes))
        .join("\n"),
    log: bot.output(),
    ledger: ledger.map((name) => readFileSync(join(folder, name), "latin1")).join("\n"),
    metrics: await (await fetch(`${bot.metrics}/metrics`)).text(),
  };
}

const about = [
  ...["get deploy leaky -o yaml", "get deploy leaky -o json", "get deploy -o wide", "get pods -l app=leaky -o yaml"],
  ...["get rs -l app=leaky -o json", "get cm leaky -o yaml", "get cm", "get cronjob leaky -o yaml", "get jobs -o yaml"],
  ...["get events -o yaml", "get controllerrevisions -o yaml", "get secret leaky", "get secrets -o yaml"],
  ...[
    "describe leaky",
    "describe deploy/leaky",
    "describe cronjob leaky",
    "describe cm leaky",
    "describe secret leaky",
  ],
  ...[
    "events leaky",
    "events -A",
    "logs leaky",
    "logs leaky grep password",
    "logs leaky pattern Bearer.*",
    "logs leaky -p",
  ],
  ...["rollout history leaky", "rollout history leaky revision 1", "explain secret.data", "can-i get secrets"],
];

test("every command, over everything that is planted", async () => {
  const examples = commands.flatMap((command) => command.examples);
  for (const line of [...examples, "use clear", "use clear for channel", ...about]) await says(line);
  const { slack } = await left();
  for (const harmless of ["harmless-theme", "harmless-line", "harmless-reason", "HARMLESS_NAME"]) {
    expect(slack).toContain(harmless);
  }
});

test("a change of what is planted: its preview, its act and its undo", async () => {
  await says("rollout undo leaky");
  const preview = await bot.slack.waitForMessage("general", "Take deploy/leaky back to revision 1?");
  expect(bot.slack.visible(preview).text).toContain("env[HARMLESS_NAME].value");
  await bot.slack.press("omar", preview, "Go back to 1");
  const done = await bot.slack.waitForMessage("general", "Took deploy/leaky back to revision 1");
  await bot.slack.press("omar", done, "Undo");
  await bot.slack.waitForMessage("general", "Take deploy/leaky back to revision 2?");
});

test("a log that is followed, stopped, and shown to everybody", async () => {
  const { slack } = bot;
  await says("logs leaky follow");
  const live = await slack.until(() =>
    slack.messages("@omar").find((message) => slack.visible(message).text.includes("[Stop]")),
  );
  await slack.press("omar", live, "Stop");
  await says("describe leaky");
  const whisper = await slack.until(() =>
    slack.ephemerals("omar").find((message) => /deploy\/leaky.*\[Share here\]/s.test(slack.visible(message).text)),
  );
  await slack.press("omar", whisper, "Share here");
  await slack.waitForMessage("general", "Shared by");
});

const status = (code: number, message: string): Fault => ({
  status: code,
  body: JSON.stringify({ kind: "Status", apiVersion: "v1", status: "Failure", code, reason: "Internal", message }),
});
const errors: Readonly<Record<string, Fault>> = {
  "a webhook that denies": status(400, `admission webhook "p" denied the request: password: ${lookalike.denial}`),
  "a refusal": status(403, `User "omar" cannot: Bearer ${lookalike.denial}`),
  "an outage": status(500, `dial postgres://root:${lookalike.outage}@etcd.example.com failed`),
  "a login page": { status: 200, headers: { "content-type": "text/html" }, body: `<p>token=${lookalike.page}</p>` },
  "an error page": { status: 502, headers: { "content-type": "text/html" }, body: `<p>token=${lookalike.page}</p>` },
  "an answer cut short": { status: 200, body: `{"kind":"Pod","password":"${lookalike.page}"}`, cutAfter: 44 },
  "a token that is no longer good": { status: 401, body: "{}" },
};
test.each(Object.entries(errors))("%s", async (_, one) => {
  fault = one;
  for (const line of ["get deploy leaky -o yaml", "describe leaky", "scale leaky 3", "logs leaky", "delete pod db-0"]) {
    await says(line);
  }
  fault = undefined;
});

test("Slack in trouble", async () => {
  const { slack } = bot;
  for (const method of ["chat.postMessage", "chat.postEphemeral", "users.info", "files.getUploadURLExternal"]) {
    slack.faults.add(method, { error: `password=${lookalike.slack}` }, 2);
    slack.faults.add(method, { status: 500, body: `token=${lookalike.slack}` }, 2);
    for (const line of ["describe leaky", "logs leaky", "scale leaky 3"])
      await slack.slash("omar", "general", "/k8s", line);
  }
});

test("none of it left, not to Slack, to the log, to the ledger, nor to the metrics", async () => {
  await says(`logs leaky grep password=${lookalike.argument}`); // what a person types is theirs, but no auditor's
  const { slack: token, ...rest } = { slack: bot.slack.botToken, signing: bot.slack.signingSecret };
  for (const [where, text] of Object.entries(await left())) {
    expect([where, found(text, { ...forbidden, token, ...rest })]).toEqual([where, []]);
    expect([where, found(text, lookalike)]).toEqual([where, []]);
  }
});

test("a start that fails does not repeat what it refuses", async () => {
  const file = join(folder, "broken");
  writeFileSync(file, `apiVersion: v1\nusers:\n- name: bot\n  user:\n    token: ${forbidden.kubeconfig}\n   : oops\n`);
  const refused = (environment: Record<string, string>) =>
    startProcess({ kubeconfig: file, environment }).then(
      () => "it started",
      (error: Error) => error.message,
    );
  const words = [
    await refused({}),
    await refused({
      SLACK_BOT_TOKEN: lookalike.slack,
      SLACK_APP_TOKEN: lookalike.slack,
      SLACK_SIGNING_SECRET: "canary",
    }),
  ].join("\n");
  expect(words).toContain("SLACK_SIGNING_SECRET");
  expect(words).not.toContain("canary");
});
