/** Whether a cluster answers, asked as the bot itself. */
import { Failure } from "../../core/failure.ts";
import type { Session } from "./session.ts";
import { isRecord } from "./shapes.ts";

const DEADLINE = 3000;

export async function healthOf(bot: Session): Promise<{ readonly version: string } | { readonly problem: string }> {
  try {
    const call = { verb: "get", on: "/version", deadline: DEADLINE } as const;
    const { gitVersion } = await bot.json(call, isVersion);
    return gitVersion === undefined ? { problem: "what answers is not a Kubernetes API" } : { version: gitVersion };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { problem: problem(error) };
  }
}

const isVersion = (body: unknown): body is { gitVersion?: string } => isRecord(body);

function problem(failure: Failure): string {
  const { code, facts } = failure as Failure<"unavailable" | "timeout" | "unauthenticated" | "forbidden">;
  if (code === "timeout") return `no answer within ${DEADLINE / 1000} s`;
  if (code === "unauthenticated") return "it does not accept this bot's credentials";
  return "detail" in facts ? facts.detail : code;
}
