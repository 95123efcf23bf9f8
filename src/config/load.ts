/** The environment and the file → one checked value, or every problem at once. */
import { builtIn } from "../core/policy.ts";
import { nearest } from "../core/nearest.ts";
import { parseConfigFile } from "./document.ts";
import { commonEnvironment, slackEnvironment } from "./environment.ts";
import type { ConfigFile } from "./file.ts";
import { type Checked, check, values } from "./problems.ts";
import { type Config, type Settings, settings, slackSettings } from "./settings.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** @returns the text of a file; throws what node:fs throws */
export type ReadFile = (path: string) => string;

/** For the bot in Slack. @throws ConfigProblems */
export function loadConfig(environment: Environment, readFile: ReadFile): Config {
  const env = given(environment);
  const { common, slack, file, ca } = values({
    common: check(commonEnvironment, env, ""),
    slack: check(slackEnvironment, env, ""),
    file: readConfig(env, readFile),
    ca: readCertificates(env, readFile),
    together: together(env),
  });
  return { ...settings(common, file, builtIn), slack: slackSettings(slack, ca, file) };
}

/** For the bot in a terminal, where there is no Slack. @throws ConfigProblems */
export function loadSettings(environment: Environment, readFile: ReadFile): Settings {
  const env = given(environment);
  const { common, file } = values({ common: check(commonEnvironment, env, ""), file: readConfig(env, readFile) });
  return settings(common, file, builtIn);
}

/** `FOO=` in a shell or an env file means that it is not set. */
const given = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ""));

function readConfig(env: Environment, readFile: ReadFile): Checked<ConfigFile> {
  const path = env["KUBEMATE_CONFIG"];
  if (path === undefined) return parseConfigFile("", "");
  const text = read("KUBEMATE_CONFIG", path, readFile);
  return "problems" in text ? text : parseConfigFile(text.value, path);
}

function readCertificates(env: Environment, readFile: ReadFile): Checked<string | undefined> {
  const path = env["SLACK_CA_FILE"];
  if (path === undefined) return { value: undefined };
  const text = read("SLACK_CA_FILE", path, readFile);
  if ("problems" in text || text.value.includes("-----BEGIN CERTIFICATE-----")) return text;
  return { problems: [`SLACK_CA_FILE: ${path} holds no certificate; write the path of a PEM file.`] };
}

function read(variable: string, path: string, readFile: ReadFile): Checked<string> {
  try {
    return { value: readFile(path) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const because = code === "ENOENT" ? "there is no such file" : message;
    return { problems: [`${variable}: ${path} cannot be read: ${because}.`] };
  }
}

/** What no variable shows by itself. */
function together(env: Environment): Checked<undefined> {
  const {
    SLACK_SIGNING_SECRET: secret,
    SLACK_SIGNING_SECRET_PREVIOUS: previous,
    SLACK_APP_TOKEN: app,
    PORT,
    METRICS_PORT,
  } = env;
  const problems: string[] = [];
  if (secret === undefined && previous !== undefined) {
    problems.push("SLACK_SIGNING_SECRET_PREVIOUS: it is set without SLACK_SIGNING_SECRET; set both, or only that one.");
  } else if (secret === undefined && app === undefined) {
    const typo = nearest(
      "SLACK_SIGNING_SECRET",
      Object.keys(env).filter((name) => !(name in slackEnvironment.shape)),
    )[0];
    problems.push(
      `SLACK_SIGNING_SECRET: it is not set${typo ? ` (${typo} is)` : ""}; copy it from your Slack app, Basic Information, or set SLACK_APP_TOKEN for Socket Mode.`,
    );
  }
  if (PORT !== undefined && PORT === METRICS_PORT && PORT !== "0") {
    problems.push(
      "METRICS_PORT: it is the same as PORT; metrics have a port of their own, so that Slack's side never serves them.",
    );
  }
  return problems.length > 0 ? { problems } : { value: undefined };
}
