/**
 * A process that writes to a ledger until it is killed or the disk is full, and says each acknowledged operation's id
 * only after the ledger has returned. Started by the tests; the ledger's path is its argument.
 */
import { openLedger } from "../../src/ledger/index.ts";
import { proposal, row } from "./sample.ts";

// Root may write anywhere. To meet a read-only folder as a pod does, be somebody else, once everything is imported.
if (process.env["AS_NOBODY"] && process.getuid?.() === 0) process.seteuid?.(65534);

try {
  const ledger = await openLedger({ file: process.argv[2] ?? "" });
  process.stdout.write("open\n");
  for (let count = 0; count < Number(process.argv[3] ?? Number.POSITIVE_INFINITY); count++) {
    const operation = proposal();
    await ledger.begin(operation, row("propose", operation));
    await ledger.move(operation.id, "proposed", "executing", row("execute", operation));
    process.stdout.write(`${operation.id}\n`);
  }
  await ledger.close();
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
