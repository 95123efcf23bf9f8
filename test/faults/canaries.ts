/** Secrets in all the places where people put them, each a word of its own, so that one search finds where it got out. */
import type { NewObject } from "../../src/playground/cluster/controllers/controller.ts";

/** What is in these places never leaves, whatever it looks like. */
export const forbidden = {
  secret: "canary-of-a-secret-1a7e",
  env: "canary-of-an-env-2b6d",
  laterEnv: "canary-of-a-later-env-3c5f",
  initEnv: "canary-of-an-init-env-4d4e",
  jobEnv: "canary-of-a-job-env-5e3a",
  lastApplied: "canary-of-last-applied-6f2b",
  kubeconfig: "canary-of-the-kubeconfig-7a1c",
};

/** These stand in text of all kinds, where they are known by their looks alone. */
export const lookalike = {
  logPassword: "canary-of-a-log-8b9d",
  logBearer: "canary-of-a-bearer-9c8e",
  logToken: `ghp_${"Canary0".repeat(6)}`,
  eventToken: "canary-of-an-event-0d7f",
  pullUrl: "canary-of-a-pull-1e6a",
  denial: "canary-of-a-denial-2f5b",
  outage: "canary-of-an-outage-3a4c",
  page: "canary-of-a-page-4b3d",
  argument: "canary-of-an-argument-5c2e",
  annotation: "canary-of-an-annotation-6d1f",
  configPassword: "canary-of-a-config-7e0a",
  configUrl: "canary-of-a-url-8f9b",
  configKey: "canary-of-a-key-9a8c",
  slack: "canary-of-slack-0b7d",
};

const leaky = { name: "leaky", namespace: "shop" };
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** @param env the literal value of an environment variable: another one is another revision */
export function leakyDeployment(env: string): NewObject {
  const labels = { app: "leaky" };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      ...leaky,
      annotations: {
        "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify({ data: forbidden.lastApplied }),
        "example.com/api-token": lookalike.annotation,
      },
    },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          initContainers: [
            { name: "init", image: "example.com/init:1", env: [{ name: "FIRST", value: forbidden.initEnv }] },
          ],
          containers: [
            {
              name: "leaky",
              image: "example.com/leaky:1",
              args: ["serve", `--password=${lookalike.argument}`],
              env: [
                { name: "HARMLESS_NAME", value: env },
                { name: "FROM_SECRET", valueFrom: { secretKeyRef: { name: "leaky", key: "word" } } },
              ],
              envFrom: [{ secretRef: { name: "leaky" } }, { configMapRef: { name: "leaky" } }],
            },
          ],
        },
      },
    },
  };
}

export const planted: readonly NewObject[] = [
  { apiVersion: "v1", kind: "Secret", metadata: leaky, type: "Opaque", data: { word: base64(forbidden.secret) } },
  {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: leaky,
    data: {
      THEME: "harmless-theme",
      "app.properties": `colour=red\ndb.password=${lookalike.configPassword}\n`,
      DATABASE_URL: `postgres://shop:${lookalike.configUrl}@db.example.com/shop`,
      apiKey: lookalike.configKey,
    },
  },
  leakyDeployment(forbidden.env),
  {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: leaky,
    spec: {
      schedule: "0 3 * * *",
      jobTemplate: {
        spec: {
          template: {
            spec: {
              restartPolicy: "Never",
              containers: [
                { name: "job", image: "example.com/job:1", env: [{ name: "JOB", value: forbidden.jobEnv }] },
              ],
            },
          },
        },
      },
    },
  },
  event("Failed", `Failed to pull image: Get "https://robot:${lookalike.pullUrl}@registry.example.com/v2/": denied`),
  event("Unhealthy", `Liveness probe failed: token=${lookalike.eventToken} was not accepted; harmless-reason`),
];

function event(reason: string, message: string): NewObject {
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: `leaky.${reason.toLowerCase()}`, namespace: "shop" },
    involvedObject: { apiVersion: "apps/v1", kind: "Deployment", ...leaky },
    ...{ reason, message, type: "Warning", count: 3, source: { component: "kubelet" } },
    lastTimestamp: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
  };
}

const time = "2026-11-23T08:00:00.000000000Z";
export const leakyLog = [
  `${time} starting, harmless-line`,
  `${time} connecting with password=${lookalike.logPassword} to db`,
  `${time} {"level":"error","authorization":"Bearer ${lookalike.logBearer}"}`,
  `${time} pushed with ${lookalike.logToken}`,
].join("\n");

/** Every canary that occurs in a text, as it is or in base64. */
export const found = (text: string, among: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(among).flatMap(([where, word]) =>
    [word, base64(word).replace(/=+$/, "")].some((form) => text.includes(form)) ? [where] : [],
  );
