import { readFileSync } from "node:fs";

/** As package.json has it: Kubernetes' audit log, /metrics and `--version` show it. */
export const version: string = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
