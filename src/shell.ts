/** `npm run shell`: the same bot in a terminal, as whoever your kubeconfig names; with `-- --demo` on the playground's cluster. */
import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { openBot } from "./bot.ts";
import { shell } from "./chat/terminal/shell.ts";
import { ConfigProblems, loadSettings } from "./config/index.ts";
import { redact } from "./core/redact.ts";

if (process.argv.includes("--demo")) await (await import("./playground/terminal.ts")).demoInTerminal();
else await onKubeconfig();

async function onKubeconfig(): Promise<void> {
  try {
    // The terminal keeps no ledger between sessions: kubectl's own users do not expect a file in their folder.
    const settings = { ...loadSettings(process.env, (path) => readFileSync(path, "utf8")), ledgerFile: ":memory:" };
    const bot = await openBot({
      settings: () => settings,
      report: (error, reference) => console.error(reference, error),
    });
    await shell({
      dispatch: bot.dispatch,
      commands: bot.commands,
      person: { id: "terminal", name: userInfo().username },
      input: process.stdin,
      output: process.stdout,
      greeting: `On ${bot.clusters.default}. Say help, or exit to leave. Buttons are pressed by their numbers.`,
    });
    await bot.close();
  } catch (error) {
    console.error(
      error instanceof ConfigProblems ? error.message : redact(error instanceof Error ? error.message : String(error)),
    );
    process.exitCode = 1;
  }
}
