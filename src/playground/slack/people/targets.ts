import type { Json } from "../json.ts";
import type { User } from "../workspace/directory.ts";
import type { Message } from "../workspace/messages.ts";
import { initialState, type ViewState } from "../workspace/state.ts";
import type { View } from "../workspace/views.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Found } from "./elements.ts";

/** Something with elements to act on, as it stands now. */
export type Target =
  | { kind: "message"; blocks: Json[]; message: Message }
  | { kind: "view"; blocks: Json[]; view: View };

/** The messages and modals that people act on, and what they have typed and chosen there. */
export class Targets {
  readonly #workspace: Workspace;
  readonly #choices = new Map<string, ViewState>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /**
   * The thing as it is now, since a test may hold an older picture of it.
   * @throws Error when it is gone, or the person cannot see it
   */
  current(user: User, on: Message | View): Target {
    const { directory, messages, views, nameOf } = this.#workspace;
    if (!("ts" in on)) {
      const view = views.find(on.id) ?? views.home(user.id);
      if (!view) throw new Error("That modal is closed.");
      return { kind: "view", view, blocks: view.blocks };
    }
    const message = messages.find(on.channel, on.ts);
    if (!message) throw new Error("That message is gone.");
    if (message.onlyFor && message.onlyFor !== user.id) throw new Error(`${user.name} does not see that message.`);
    if (!directory.channel(message.channel).members.has(user.id)) {
      throw new Error(`${user.name} is not in #${nameOf(message.channel)}.`);
    }
    return { kind: "message", message, blocks: message.blocks ?? [] };
  }

  /** What has been typed and chosen there. */
  state(target: Target): ViewState {
    if (target.kind === "view") return target.view.state.values;
    return initialState(target.blocks, this.#choices.get(target.message.ts));
  }

  /** Keeps what a person typed or chose. */
  keep(target: Target, { block, element }: Found, state: Json): void {
    const values = structuredClone(this.state(target));
    const inBlock = (values[String(block["block_id"])] ??= {});
    inBlock[String(element["action_id"])] = state;
    if (target.kind === "message") this.#choices.set(target.message.ts, values);
    else this.#workspace.views.keepState(target.view, values);
  }
}
