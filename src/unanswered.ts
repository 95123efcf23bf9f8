/** `npm run -s unanswered -- data/kubemate.sqlite`: questions that explain could not answer, or answered badly. */
import { oneLine } from "./core/visible.ts";
import { unanswered } from "./ledger/unanswered.ts";

const file = process.argv[2] ?? process.env["KUBEMATE_DATA"];
try {
  if (file === undefined) throw new Error("Name the ledger: npm run -s unanswered -- data/kubemate.sqlite");
  for (const { question, times, last } of unanswered(file))
    console.log(`${String(times).padStart(5)}  ${last.slice(0, 10)}  ${oneLine(question)}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
