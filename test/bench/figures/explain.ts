/** What an answer from the article costs: by itself, and to a bot that has been running for a while. */
import { readFileSync } from "node:fs";
import { INSTALLED, startBot } from "../bot.ts";
import { startChild } from "../child.ts";
import type { Effort } from "../effort.ts";
import { below, type Figure, median } from "../figure.ts";
import { startSink } from "../sink.ts";

interface Told {
  readonly first: number;
  readonly median: number;
}

export async function explain({ smoke, cluster }: Effort): Promise<readonly Figure[]> {
  const told: Told[] = [];
  for (let start = 0; start < (smoke ? 1 : 7); start++) {
    const child = await startChild("explain", {}, INSTALLED); // what is first happens once in a process
    told.push(await child.ask<Told>("explain"));
    await child.stop();
  }
  return [
    below(1, { name: "explain", value: median(told.map((one) => one.median)), unit: "ms" }),
    below(60, { name: "explain.first", value: median(told.map((one) => one.first)), unit: "ms" }),
    below(25, { name: "explain.memory", value: await growth(smoke, cluster.kubeconfig), unit: "MiB" }),
  ];
}

/** Sections that advise nothing to look at, so that the cluster has no part in it. */
const PLAIN = new Set(["intro", "2.1", "2.2", "2.3", "3.3", "4.2", "5.1", "5.2", "outro"]);

interface Question {
  readonly question: string;
  readonly passage?: string;
}

/** MiB by which the bot is larger after hundreds of questions than after as many other answers. */
async function growth(smoke: boolean, kubeconfig: string): Promise<number> {
  const sets = JSON.parse(readFileSync(new URL("../../knowledge/questions.json", import.meta.url), "utf8")) as Readonly<
    Record<string, readonly Question[]>
  >;
  const questions = Object.values(sets)
    .flat()
    .filter(({ passage }) => passage !== undefined && PLAIN.has(passage))
    .slice(0, smoke ? 5 : 300);
  const sink = await startSink();
  const bot = await startBot({ sink, kubeconfig });
  for (let i = 0; i < questions.length * 2; i++) await bot.ask("help");
  const before = (await bot.usage()).resident;
  for (const { question } of questions) await bot.ask(`explain ${question}`);
  const after = (await bot.usage()).resident;
  await bot.stop();
  sink.close();
  return after - before;
}
