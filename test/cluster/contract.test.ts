/**
 * The embedded cluster and a real one answer alike: every request that any command's examples make is recorded and sent
 * to both. What runs in time (events, log lines) is compared by status and form only; two runs of one real cluster
 * differ there too.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KubeConfig } from "@kubernetes/client-node";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { writeKubeconfig } from "../../src/playground/kubeconfig.ts";
import { differences, normalise } from "../contract/normalise.ts";
import { type Recorded, startRecorder } from "../contract/recorder.ts";
import { createReplayer, type Replayer } from "../contract/replay.ts";
import { embedded } from "../support/embedded.ts";
import { everythingConfirmed, omar, sandbox } from "../support/sandbox.ts";
import { connect } from "./connection.ts";
import { seedPlayground } from "./playground.ts";

const files = inject("cluster");
const folder = mkdtempSync(join(tmpdir(), "kubemate-contract-"));
let cases: Recorded[] = [];
let replayers: { embedded: Replayer; real: Replayer };
let stop: () => Promise<void>;

beforeAll(async () => {
  const real = await connect(files);
  const [recordedOn, replayedOn] = [await embedded(), await embedded()];
  await seedPlayground(real);
  const recorder = await startRecorder(recordedOn.url);
  const bot = await sandbox(
    { kubeconfig: writeKubeconfig(join(folder, "recorder"), recorder.url) },
    { policy: everythingConfirmed },
  );
  for (const command of commands) {
    for (const line of command.examples) {
      await bot.asks(line, { as: omar, pictures: 2 });
      const go = bot.last?.actions.find((action) => action.invocation.command === "confirm");
      if (go) await bot.says(go.invocation, { as: omar, pictures: 2 });
    }
  }
  await bot.close();
  await recorder.stop();
  cases = recorder.recorded;

  const config = new KubeConfig();
  config.loadFromFile(real.kubeconfig("admin"));
  const ca = config.getCurrentCluster()?.caData;
  replayers = {
    embedded: createReplayer(replayedOn.url, {}),
    real: createReplayer(
      config.getCurrentCluster()?.server ?? "",
      { authorization: `Bearer ${config.getCurrentUser()?.token}` },
      ca && Buffer.from(ca, "base64").toString(),
    ),
  };
  stop = async () => {
    await Promise.all([replayers.embedded.close(), replayers.real.close()]);
    await Promise.all([recordedOn.stop(), replayedOn.stop(), real.api.close()]);
    rmSync(folder, { recursive: true });
  };
}, 180_000);
afterAll(() => stop());

/** Once each: the same question twice says nothing new. Changes stay in order, each on what the one before left. */
const distinct = (all: readonly Recorded[]): Recorded[] => [
  ...new Map(
    all.map((one) => [
      JSON.stringify([one.method, one.path.replace(/resourceVersion=\d+/, ""), one.headers, one.body]),
      one,
    ]),
  ).values(),
];

/** What containers say and what happened when is theirs; that it was answered, and how, is not. */
const ofTime = (path: string): boolean => /\/events\b|\/log\b/.test(path);

test("every request that the commands make is answered alike", async () => {
  const all = distinct(cases);
  expect(all.length).toBeGreaterThan(40);
  const found: string[] = [];
  for (const one of all) {
    const [left, right] = await Promise.all([replayers.embedded.send(one), replayers.real.send(one)]);
    const compared = ofTime(one.path)
      ? [left, right].map(({ status, type }) => ({ status, type }))
      : [left, right].map(normalise);
    const [a, b] = compared;
    found.push(...differences(a, b).map((line) => `${one.method} ${one.path}\n    ${line}`));
  }
  expect(found, `${found.length} differences in ${all.length} requests\n${found.join("\n")}\n`).toEqual([]);
});

test("a difference is seen", () => {
  const body = (replicas: number) =>
    normalise({ metadata: { name: "web-5d9f7c6b4-x2x7p", uid: "1" }, spec: { replicas } });
  expect(differences(body(3), body(3))).toEqual([]);
  expect(differences(body(3), body(4))).toEqual(["$.spec.replicas: embedded 3, real 4"]);
});
