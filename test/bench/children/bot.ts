/** The whole bot, on the cluster of KUBECONFIG, for a person with every right, under rules that need no confirmation. */
import { openBot } from "../../../src/bot.ts";
import { listen } from "./listen.ts";

const everything = [
  { effect: "allow", risks: ["read", "change", "destroy"], clusters: ["*"], namespaces: ["*"], groups: ["*"] },
] as const;
const settings = {
  policy: { configured: true, rules: everything },
  channels: new Map(),
  clusters: [],
  kinds: undefined,
  kubeconfig: process.env.KUBECONFIG,
  ledgerFile: process.env.LEDGER ?? ":memory:",
  prometheusUrl: process.env.PROMETHEUS_URL,
  figuresAfter: 0,
  keepDays: 1,
};
await listen(await openBot({ settings: () => settings, report: console.error }));
