/** Whether a cluster answers, asked as the bot itself. */
import { Failure } from "../../core/failure.ts";
import type { Session } from "./session.ts";

const DEADLINE = 3000;

export async function healthOf(bot: Session): Promise<{ readonly version: string } | { readonly problem: string }> {
  try {
    const call = { verb: "get", on: "/version", deadline: DEADLINE } as const;
    const { gitVersion = "unknown" } = await bot.json<{ gitVersion?: string }>(call);
    return { version: gitVersion };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { problem: problem(error) };
  }
}

function problem(failure: Failure): string {
  const { code, facts } = failure as Failure<"unavailable" | "timeout" | "unauthenticated" | "forbidden">;
  if (code === "timeout") return `no answer within ${DEADLINE / 1000} s`;
  if (code === "unauthenticated") return "it does not accept this bot's credentials";
  return "detail" in facts ? facts.detail : code;
}
