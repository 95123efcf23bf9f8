import { z } from "zod";
import { SlackError, complaints } from "../../errors.ts";
import type { Json } from "../../json.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import type { Tier } from "../rate-limits.ts";

/** What a method may use of the call it answers. */
export interface Call {
  workspace: Workspace;
  /** Where this Slack lives, without a slash at the end. */
  url: string;
  /** The address of a new Socket Mode connection. */
  newConnection: () => string;
  /** @throws SlackError missing_scope, unless the token has this scope */
  needs: (scope: string) => void;
  has: (scope: string) => boolean;
}

/** One Web API method. */
export interface Method {
  tier: Tier;
  /** The kind of token it takes. */
  token: "bot" | "app" | "none";
  answer(call: Call, raw: Json): Json;
}

/**
 * Declares a method: what it takes and what it does. `run` gets checked arguments and returns the
 * fields beside `ok: true`, or throws a SlackError.
 */
export function method<Shape extends z.ZodRawShape>(definition: {
  tier: Tier;
  token?: Method["token"];
  takes: Shape;
  run(call: Call, args: z.output<z.ZodObject<Shape>>): Json;
}): Method {
  const schema = z.object(definition.takes);
  return {
    tier: definition.tier,
    token: definition.token ?? "bot",
    answer(call, raw) {
      const parsed = schema.safeParse(raw);
      if (!parsed.success) {
        const found = parsed.error.issues.map((issue) => {
          const name = issue.path.join("/");
          return name in raw ? `invalid argument: ${name}` : `missing required field: ${name}`;
        });
        throw new SlackError("invalid_arguments", complaints(found));
      }
      return definition.run(call, parsed.data);
    },
  };
}
