/** `npm run generate`: writes what src/generated.ts makes. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { generatedFiles } from "./generated.ts";

const here = (path: string): URL => new URL(`../${path}`, import.meta.url);

for (const [path, content] of Object.entries(generatedFiles((file) => readFileSync(here(file), "utf8")))) {
  mkdirSync(here(dirname(path)), { recursive: true });
  writeFileSync(here(path), content);
  console.log(path);
}
