/** Opening modals. A trigger opens one, once, within 3 s: so first open, and ask nobody anything before. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { Command } from "../../../core/command.ts";
import type { Scope } from "../../../core/context.ts";
import type { Action } from "../../../core/reply.ts";
import type { Origin } from "../origin.ts";
import type { Log } from "../ports.ts";
import { SlackFailure } from "../send/errors.ts";
import type { Lanes } from "../send/lanes.ts";
import { builderView, chosenView } from "./builder.ts";
import { type Form, formView } from "./form.ts";

/** Milliseconds; a call takes some of the three seconds too. */
const TRIGGER_LIFETIME = 2500;

export interface Forms {
  /** @returns false where it did not open: a button or a sentence has to do */
  open(action: Pick<Action, "invocation" | "ask">, origin: Origin): Promise<boolean>;
  openBuilder(origin: Origin, scope: Scope): Promise<boolean>;
  /** Turns the builder into the form of the chosen command. `hash` keeps a slow answer from undoing a newer choice. */
  choose(view: { readonly id: string; readonly hash: string }, start: Form, name: string): Promise<void>;
}

interface FormsOptions {
  readonly lanes: Lanes;
  readonly commands: readonly Command[];
  readonly now: () => number;
  readonly log: Log;
}

export function createForms({ lanes, commands, now, log }: FormsOptions): Forms {
  async function show(view: ModalView | undefined, { trigger, at }: Origin): Promise<boolean> {
    if (!view || trigger === undefined || now() - at > TRIGGER_LIFETIME) return false;
    return tried("views.open", { trigger_id: trigger, view });
  }

  async function tried(method: "views.open" | "views.update", args: Record<string, unknown>): Promise<boolean> {
    try {
      await lanes.call(method, args, z.unknown());
      return true;
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error;
      log.warn({ method, code: error.code }, "a modal did not open");
      return false;
    }
  }

  /** A form may lie open for long, and its trigger is used up by then. */
  const later = (origin: Origin): Origin => ({ ...origin, trigger: undefined });
  const find = (name: string) => commands.find((command) => command.name === name);

  return {
    open({ invocation: { command: name, args }, ask = [] }, origin) {
      const command = find(name);
      return show(command && formView(command, { command: name, args, ask: [...ask], origin: later(origin) }), origin);
    },
    openBuilder: (origin, scope) => show(builderView(commands, later(origin), scope), origin),
    async choose({ id, hash }, start, name) {
      const command = find(name);
      const view = command && chosenView(command, start);
      if (view) await tried("views.update", { view_id: id, hash, view });
    },
  };
}
