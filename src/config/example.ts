/** .env.example, from what the environment's schema says of itself. */
import { z } from "zod";
import { commonEnvironment, slackEnvironment } from "./environment.ts";

interface Variable {
  readonly description?: string;
  readonly default?: string;
  readonly example?: string;
}

export function envExample(): string {
  return [
    "# Copy to .env and fill in. Generated from src/config/environment.ts by `npm run generate`.",
    section("Slack", slackEnvironment),
    section("The rest", commonEnvironment),
    "",
  ].join("\n");
}

function section(title: string, schema: z.ZodObject): string {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" });
  const lines = Object.entries(properties).map(([name, property]) => {
    const { description, default: preset, example = "" } = property as Variable;
    return `\n# ${description}\n${required.includes(name) ? "" : "# "}${name}=${preset ?? example}`;
  });
  return `\n# ${title}${lines.join("\n")}`;
}
