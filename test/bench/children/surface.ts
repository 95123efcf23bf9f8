/** Our Slack surface with nothing behind it: what an acknowledgement costs. */
import { commands } from "../../../commands/index.ts";
import { listen } from "./listen.ts";

await listen({ commands, async *dispatch() {}, ledger: { first: async () => true } });
