/** Policy, asked on the road: before a command runs, again at the press, and where a command looks beyond its arguments. */
import type { Command, Risk } from "./command.ts";
import type { Person } from "./context.ts";
import { Failure } from "./failure.ts";
import { decide, type Effect } from "./policy.ts";
import type { Services } from "./services.ts";

export interface Where {
  readonly cluster: string;
  /** Undefined: the whole cluster, or what belongs to no namespace. */
  readonly namespace: string | undefined;
}

export function createAuthority({ policy }: Pick<Services, "policy">) {
  /** @throws Failure "not-allowed" */
  function check(risk: Risk, person: Person, where: Where): Effect {
    const { configured } = policy();
    const effect = decide(policy(), { risk, ...where, groups: person.kubernetes?.groups ?? [] });
    if (effect !== "deny") return effect;
    const because = configured
      ? "no policy rule allows it"
      : `no policy is configured, and without one ${risk === "query" ? "nobody does" : "nothing is deleted"}`;
    throw new Failure("not-allowed", { risk, ...where, because });
  }

  /** Whether this command may run with these arguments, and whether what it proposes acts at once. */
  function admit(command: Command, person: Person, where: Where): Effect {
    if (command.needs.length === 0 && command.risk === "read") return "allow"; // it asks nothing of a cluster
    // A look without a namespace among its arguments (`use`) says itself what it looks at, through context.authorise.
    if (command.risk === "read" && !("namespace" in command.args.shape)) return "allow";
    return check(command.risk, person, where);
  }

  return { check, admit };
}
