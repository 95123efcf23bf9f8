/** The same surface, with a handler that starts kubectl: how most bots for Kubernetes work. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { reply } from "../../../src/core/reply.ts";
import { say } from "../../../src/core/text.ts";
import { listen } from "./listen.ts";

const run = promisify(execFile);
await listen({
  commands: [],
  async *dispatch({ input }) {
    const args = ["--kubeconfig", process.env.KUBECONFIG ?? "", ...(typeof input === "string" ? input : "").split(" ")];
    const { stdout } = await run(process.env.KUBECTL ?? "kubectl", args, { maxBuffer: 1 << 28 });
    yield { reply: reply.info(say`kubectl`, { body: [{ code: stdout }] }), to: "asker" };
  },
  ledger: { first: async () => true },
});
