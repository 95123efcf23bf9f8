/**
 * The one road that everything takes, whoever asked and from wherever: read, find, fill the scope, parse, identify,
 * authorise, run, record, explain. Read it top to bottom; there is no middleware to look for.
 */
import { randomBytes } from "node:crypto";
import { isChange } from "./change.ts";
import type { Cluster } from "./cluster.ts";
import type { Command, Invocation } from "./command.ts";
import type { Context, Person, Place, Scope } from "./context.ts";
import { explain } from "./explain.ts";
import { Failure } from "./failure.ts";
import type { AuditRow } from "./ledger.ts";
import { nearest } from "./nearest.ts";
import { createOperations } from "./operations.ts";
import { parse } from "./parse.ts";
import { decide, type Effect } from "./policy.ts";
import type { Reply } from "./reply.ts";
import type { Dispatch, Spoken } from "./road.ts";
import type { Services } from "./services.ts";
import { say } from "./text.ts";
import { read } from "./words.ts";

export function createDispatch(services: Services): Dispatch {
  const { commands, clusters, ledger } = services;
  const operations = createOperations(services);

  return async function* dispatch({ input, who, asker, place, scope = {}, signal = new AbortController().signal }) {
    const reference = randomBytes(4).toString("hex");
    const started = services.now();
    const channel = services.channel(place);
    let row: AuditRow = { reference, event: "read", person: asker, place: place.id, command: "?", args: {} };
    let outcome = "abandoned"; // stays so when the surface stops listening
    let open = place.private;
    let invocation: Invocation | undefined;
    try {
      invocation = typeof input === "string" ? read(commands, input) : input;
      const command = find(commands, invocation);
      row = { ...row, command: command.name };
      const args = parse(command, invocation, await fill(asker, place, scope, invocation));
      row = { ...row, args };
      invocation = { command: command.name, args };
      const person = await who();
      row = { ...row, person: person.id, user: person.kubernetes?.user, cluster: text(args.cluster) };
      const effect = authorise(command, person, args);
      open ||= channel.sees.includes(namespaceOf(args) ?? "");

      const ctx = context(person, place, reference, args, command, signal);
      for await (const reply of follow(ctx, command, invocation, effect)) {
        open ||= reply.open ?? false;
        yield spoken(reply, text(args.cluster));
      }
      outcome = "ok";
    } catch (error) {
      outcome = error instanceof Failure ? error.code : "bug";
      if (outcome === "bug") services.report(error, reference);
      yield spoken(explain(error, reference, invocation), row.cluster);
    } finally {
      services.observe({ command: row.command, outcome, seconds: (services.now() - started) / 1000 });
      // The answer is out already; a read that cannot be recorded is the operator's problem. What acts is recorded first.
      await ledger.audit({ ...row, outcome }).catch((error: unknown) => services.report(error, reference));
    }

    function spoken(reply: Reply, cluster: string | undefined): Spoken {
      const named = cluster !== undefined && clusters.names.length > 1;
      return {
        reply: named ? { ...reply, body: [...reply.body, { note: say`Cluster ${cluster}` }] } : reply,
        to: open ? "place" : "asker",
      };
    }
  };

  /** Explicit arguments, then the thread, then what this person or place chose, then the configuration, then kubeconfig. */
  async function fill(asker: string, place: Place, thread: Scope, invocation: Invocation): Promise<Scope> {
    const chosen = { ...services.channel(place).scope, ...(await ledger.defaults.get(asker, place.id)), ...thread };
    const cluster = text(invocation.args.cluster) ?? chosen.cluster ?? clusters.default;
    if (!clusters.names.includes(cluster))
      throw new Failure("unknown-cluster", { word: cluster, known: clusters.names });
    return { namespace: clusters.namespace(cluster), ...chosen, cluster };
  }

  function authorise(
    command: Command,
    person: Person,
    args: Record<string, unknown>,
    namespace = namespaceOf(args),
  ): Effect {
    if (command.needs.length === 0) return "allow"; // it asks nothing of a cluster
    const facts = {
      risk: command.risk,
      cluster: text(args.cluster) ?? clusters.default,
      namespace,
      groups: person.kubernetes?.groups ?? [],
    };
    const effect = decide(services.policy(), facts);
    if (effect !== "deny") return effect;
    const because = services.policy().configured
      ? "no policy rule allows it"
      : "no policy is configured, and without one nothing is deleted";
    throw new Failure("not-allowed", { ...facts, because });
  }

  function context(
    person: Person,
    place: Place,
    reference: string,
    args: Record<string, unknown>,
    command: Command,
    signal: AbortSignal,
  ): Context {
    let connected: Cluster | undefined;
    const ctx: Context = {
      person,
      place,
      reference,
      commands,
      clusters,
      signal,
      now: () => services.now(),
      policy: services.policy(),
      knowledge: services.knowledge,
      defaults: ledger.defaults,
      authorise: (namespace) => void authorise(command, person, args, namespace),
      get cluster() {
        connected ??= clusters.connect(text(args.cluster) ?? clusters.default, person.kubernetes);
        return connected;
      },
      operations: {
        confirm: (id) =>
          operations.confirm(ctx, id, ({ invocation, change }) => {
            again(person, invocation);
            return context(person, place, reference, { cluster: change.target.cluster }, command, signal);
          }),
        cancel: (id) => operations.cancel(ctx, id),
        undo: (id) => operations.undo(ctx, id, (invocation) => plan(ctx, invocation)),
      },
    };
    return ctx;
  }

  /** Policy once more, at the press: rules and groups may have changed since the preview. */
  function again(person: Person, { command, args }: Invocation): Effect {
    return authorise(find(commands, { command, args }), person, { ...args });
  }

  /** A command run on behalf of another (undo), as far as its Change: same checks, same person. */
  async function plan(ctx: Context, invocation: Invocation) {
    const command = find(commands, invocation);
    const args = parse(command, invocation, {});
    const effect = authorise(command, ctx.person, args);
    const inner = context(ctx.person, ctx.place, ctx.reference, args, command, ctx.signal);
    const answer = command.run(inner, args);
    if (Symbol.asyncIterator in answer)
      throw new Error(`${command.name} cannot be undone into: it answers with pictures`);
    return { answer: await answer, effect, ctx: inner };
  }

  async function* follow(ctx: Context, command: Command, invocation: Invocation, effect: Effect): AsyncIterable<Reply> {
    const answer = command.run(ctx, invocation.args);
    if (Symbol.asyncIterator in answer) return yield* answer;
    const result = await answer;
    if (isChange(result)) yield* operations.propose(ctx, invocation, result, effect);
    else yield result;
  }
}

function find(commands: readonly Command[], { command: name }: Invocation): Command {
  const found = commands.find((command) => command.name === name);
  if (!found)
    throw new Failure("unknown-command", {
      word: name,
      near: nearest(
        name,
        commands.map((command) => command.name),
      ),
    });
  return found;
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** "-A" looks at every namespace, so only a rule for all of them covers it. */
const namespaceOf = (args: Record<string, unknown>): string | undefined =>
  args.allNamespaces === true ? undefined : text(args.namespace);
