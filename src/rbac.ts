/**
 * `npm run -s rbac -- constrained`: the bot's role for your people and kinds, for `kubectl apply -f -`.
 * KUBEMATE_CONFIG names the configuration.
 */
import { readFileSync } from "node:fs";
import { commands } from "../commands/index.ts";
import { loadSettings } from "./config/index.ts";
import { documents } from "./generated.ts";
import { accessOf, rbac } from "./manifests.ts";

const form = process.argv[2];
try {
  if (form !== "legacy" && form !== "constrained") {
    throw new Error("Say which form: legacy (every Kubernetes), or constrained (1.36 and newer).");
  }
  const settings = loadSettings(process.env, (path) => readFileSync(path, "utf8"));
  process.stdout.write(documents(rbac(commands, accessOf(settings), form)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
