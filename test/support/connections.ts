/** How many connections to one API server a thousand commands need: an exact count, whatever the machine. */
import { openBot } from "../../src/bot.ts";
import type { Person } from "../../src/core/context.ts";
import { plain } from "../../src/core/text.ts";
import { startRelay } from "./relay.ts";
import { direct, everythingAtOnce } from "./sandbox.ts";

const LINES = ["get deploy web -n shop", "get pods -n shop", "describe deploy web -n shop", "events -n shop"];
/** More people than connections. */
const AT_ONCE = 8;

/** @throws Error when a command fails */
export async function connectionsFor(commands: number, kubeconfig: string, person: Person): Promise<number> {
  const relay = await startRelay(kubeconfig);
  const settings = {
    policy: everythingAtOnce,
    channels: new Map(),
    clusters: [],
    kinds: undefined,
    kubeconfig: relay.kubeconfig,
    ledgerFile: ":memory:",
    figuresAfter: 0,
    keepDays: 1,
  };
  const bot = await openBot({ settings: () => settings, report: console.error });
  const lines = Array.from({ length: commands }, (_, i) => LINES[i % LINES.length] ?? "").values();
  const type = async () => {
    for (const input of lines) {
      const asked = { input, who: async () => person, asker: person.id, place: direct };
      for await (const { reply } of bot.dispatch(asked))
        if (reply.tone === "fail") throw new Error(`${input}: ${plain(reply.title)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, type));
  await bot.close();
  await relay.stop();
  return relay.connections();
}
