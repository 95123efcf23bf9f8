/** A whole bot on the embedded cluster, without Slack. Type at it, press its buttons, read what it says. */
import { commands as registry } from "../../commands/index.ts";
import { lines } from "../../src/chat/terminal/lines.ts";
import { type ClustersOptions, openClusters } from "../../src/cluster/index.ts";
import type { Command, Invocation } from "../../src/core/command.ts";
import type { Person, Place, Scope } from "../../src/core/context.ts";
import { createDispatch } from "../../src/core/dispatch.ts";
import type { Policy } from "../../src/core/policy.ts";
import { builtIn } from "../../src/core/policy.ts";
import type { Prometheus } from "../../src/core/prometheus.ts";
import type { Reply } from "../../src/core/reply.ts";
import type { Spoken } from "../../src/core/road.ts";
import { openKnowledge } from "../../src/knowledge/index.ts";
import { openLedger } from "../../src/ledger/index.ts";

export const alice: Person = person("alice", ["developers", "everyone"]);
export const omar: Person = person("omar", ["oncall", "everyone"]);
export const petra: Person = person("petra", ["platform", "everyone"]);

function person(name: string, groups: readonly string[]): Person {
  const id = `U${name.toUpperCase()}`;
  return { id: `T1:${id}`, name, slack: { team: "T1", user: id }, kubernetes: { user: name, groups } };
}

export const everythingAtOnce: Policy = {
  configured: true,
  rules: [
    {
      effect: "allow",
      risks: ["read", "query", "change", "destroy"],
      clusters: ["*"],
      namespaces: ["*"],
      groups: ["*"],
    },
  ],
};
export const everythingConfirmed: Policy = {
  configured: true,
  rules: [
    { effect: "allow", risks: ["read", "query"], clusters: ["*"], namespaces: ["*"], groups: ["*"] },
    { effect: "confirm", risks: ["change", "destroy"], clusters: ["*"], namespaces: ["*"], groups: ["*"] },
  ],
};

export const channel: Place = { id: "T1:C1", private: false };
export const direct: Place = { id: "T1:D1", private: true };

interface Options {
  readonly policy?: Policy;
  readonly scope?: Scope;
  readonly sees?: readonly string[];
  readonly kinds?: readonly string[];
  readonly prometheus?: Prometheus;
  /** Seconds after a change at which its figures are looked at again. Default: 0, never. */
  readonly afterwards?: number;
  /** Besides those of the registry. */
  readonly more?: readonly Command[];
}
interface Saying {
  readonly as?: Person;
  readonly place?: Place;
  readonly thread?: Scope;
  /** Stop listening after this many pictures: for what follows for ever. */
  readonly pictures?: number;
  /** What Stop does. */
  readonly stop?: AbortController;
}

export async function sandbox(
  clusters: ClustersOptions,
  {
    policy = builtIn,
    scope = { namespace: "shop" },
    sees = [],
    kinds,
    prometheus,
    afterwards = 0,
    more = [],
  }: Options = {},
) {
  const opened = await openClusters(clusters);
  let clock = 0;
  const ledger = await openLedger({ file: ":memory:", now: () => Date.now() + clock });
  const bugs: unknown[] = [];
  const measured: { command: string; outcome: string }[] = [];
  let current = policy;
  let last: Reply | undefined;
  let spoken: Spoken[] = [];
  const dispatch = createDispatch({
    commands: [...registry, ...more],
    clusters: opened,
    ledger,
    knowledge: openKnowledge(),
    prometheus,
    afterwards,
    policy: () => current,
    kinds: () => kinds,
    channel: () => ({ scope, sees }),
    now: () => Date.now() + clock,
    report: (error) => void bugs.push(error),
    observe: (measure) => void measured.push(measure),
  });

  async function say(
    input: string | Invocation,
    { as = alice, place = channel, thread = {}, pictures = 500, stop = new AbortController() }: Saying = {},
  ) {
    spoken = [];
    for await (const one of dispatch({
      input,
      who: async () => as,
      asker: as.id,
      place,
      scope: thread,
      signal: stop.signal,
    })) {
      spoken.push(one);
      if (spoken.length >= pictures) stop.abort();
    }
    last = spoken.at(-1)?.reply;
    return spoken.map(({ reply }) => lines(reply).join("\n"));
  }

  return {
    ledger,
    bugs,
    measured,
    clusters: opened,
    /** Every picture of the answer, as the terminal draws it. */
    types: (line: string, saying?: Saying) => say(line, saying),
    /** The last picture of the answer. */
    asks: async (line: string, saying?: Saying) => (await say(line, saying)).at(-1) ?? "",
    presses(label: string, { on = last, ...saying }: Saying & { readonly on?: Reply | undefined } = {}) {
      const action = on?.actions.find((one) => one.label === label);
      if (!action)
        throw new Error(`no button "${label}"; there is ${on?.actions.map((one) => one.label).join(", ") || "none"}`);
      return say(JSON.parse(JSON.stringify(action.invocation)) as Invocation, saying);
    },
    says: (invocation: Invocation, saying?: Saying) => say(invocation, saying),
    get last() {
      return last;
    },
    /** Who could see each picture of the last answer. */
    get audience() {
      return spoken.map(({ to }) => to);
    },
    rules(next: Policy) {
      current = next;
    },
    later(ms: number) {
      clock += ms;
    },
    async close() {
      await opened.close();
      await ledger.close();
    },
  };
}
