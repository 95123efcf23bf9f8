/** Every file that is written from the code, so that nothing is declared twice. `npm run generate` writes them. */
import { dump, loadAll } from "js-yaml";
import { commands } from "../commands/index.ts";
import { OPTIONAL_SCOPES, slackManifest } from "./chat/slack/manifest.ts";
import { envExample, loadSettings } from "./config/index.ts";
import { yaml } from "./core/yaml.ts";
import { accessOf, rbac } from "./manifests.ts";
import { commandReference } from "./reference.ts";

const NOTE = "# Generated from commands/ and src/ by `npm run generate`.\n";

/** @param readFile a file of this project by its path, because the roles name the people of the example configuration */
export function generatedFiles(readFile: (path: string) => string): Readonly<Record<string, string>> {
  const access = accessOf(loadSettings({ KUBEMATE_CONFIG: "kubemate.yaml" }, () => exampleConfig(readFile)));
  const roles = (form: "legacy" | "constrained") => `${NOTE}${ROLE_NOTE}${documents(rbac(commands, access, form))}`;
  return {
    ".env.example": envExample(),
    "docs/commands.md": commandReference(commands),
    "manifests/kubernetes/legacy/rbac.yaml": roles("legacy"),
    "manifests/kubernetes/constrained/rbac.yaml": roles("constrained"),
    "manifests/slack-app.yaml": `${NOTE}${SCOPES_NOTE}${yaml(slackManifest({ url: "https://kubemate.example.com" }))}`,
    "manifests/slack-app-socket-mode.yaml": `${NOTE}${SCOPES_NOTE}${yaml(slackManifest())}`,
  };
}

const ROLE_NOTE =
  "# It names the people of base/configuration.yaml. For your own: KUBEMATE_CONFIG=kubemate.yaml npm run -s rbac -- constrained\n";

const SCOPES_NOTE = [
  "# Scopes that may be added under oauth_config.scopes.bot, and what each enables:",
  ...OPTIONAL_SCOPES.map(({ scope, enables }) => `#   ${scope}: ${enables}`),
  "",
].join("\n");

/** Several objects in one YAML file, with the lists in a role's rules on one line each: a role is there to be read. */
export const documents = (objects: readonly object[]): string =>
  objects.map((object) => dump(object, { flowLevel: 3, lineWidth: -1 })).join("---\n");

/** The configuration in the ConfigMap that an installation starts from. */
export function exampleConfig(readFile: (path: string) => string): string {
  const [map] = loadAll(readFile("manifests/kubernetes/base/configuration.yaml"));
  return (map as { readonly data: Readonly<Record<string, string>> }).data["kubemate.yaml"] ?? "";
}
