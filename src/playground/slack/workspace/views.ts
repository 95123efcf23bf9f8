import { createHash } from "node:crypto";
import { withIds } from "../blockkit/interactive.ts";
import { SlackError } from "../errors.ts";
import type { Json } from "../json.ts";
import type { Ids } from "./ids.ts";
import { initialState, type ViewState } from "./state.ts";

const modalsOnTop = 3;

/** A modal or a home tab as it stands now. Never changed: an update puts a new one in its place. */
export interface View {
  id: string;
  type: "modal" | "home";
  title: Json | null;
  submit: Json | null;
  close: Json | null;
  blocks: Json[];
  callback_id: string;
  private_metadata: string;
  external_id: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
  state: { values: ViewState };
  hash: string;
  root_view_id: string;
  previous_view_id: string | null;
  team_id: string;
  app_id: string;
  bot_id: string;
}

/** What the bot says of a view. */
export type ViewContent = Pick<View, "type" | "blocks"> & Partial<View>;

/** The modals that are open on people's screens, one stack a person, and their home tabs. */
export class Views {
  readonly #stacks = new Map<string, View[]>();
  readonly #homes = new Map<string, View>();
  readonly #ids: Ids;
  readonly #about: Pick<View, "team_id" | "app_id" | "bot_id">;

  /** @param about fields that are the same in all views: team_id, app_id, bot_id */
  constructor(ids: Ids, about: Pick<View, "team_id" | "app_id" | "bot_id">) {
    this.#ids = ids;
    this.#about = about;
  }

  /** The modals open on a person's screen, the visible one last. */
  open(user: string): View[] {
    return this.#stacks.get(user) ?? [];
  }

  home(user: string): View | undefined {
    return this.#homes.get(user);
  }

  /** Shows a first modal; one that was there is gone, since a person sees only one stack. */
  show(user: string, content: ViewContent): View {
    this.#refuseDuplicate(content);
    const view = this.#make(content);
    this.#stacks.set(user, [view]);
    return view;
  }

  /** @throws SlackError not_found or push_limit_reached */
  push(user: string, content: ViewContent): View {
    const stack = this.open(user);
    const below = stack.at(-1);
    if (!below) throw new SlackError("not_found");
    if (stack.length >= modalsOnTop) throw new SlackError("push_limit_reached");
    this.#refuseDuplicate(content);
    const view = this.#make(content, { root_view_id: below.root_view_id, previous_view_id: below.id });
    stack.push(view);
    return view;
  }

  /**
   * @param hash the state that the caller believes the view to be in
   * @throws SlackError not_found or hash_conflict
   */
  update(
    which: { id?: string | undefined; external_id?: string | undefined },
    content: ViewContent,
    hash?: string,
  ): { user: string; view: View } {
    const place = this.#find(which);
    if (!place) throw new SlackError("not_found");
    const { user, stack, index } = place;
    if (hash !== undefined && hash !== place.view.hash) throw new SlackError("hash_conflict");
    const view = this.#make(content, place.view);
    stack[index] = view;
    return { user, view };
  }

  /** Keeps what a person has typed or chosen. Slack gives no new hash for that. */
  keepState(view: View, values: ViewState): View {
    const place = this.#find({ id: view.id });
    if (!place) throw new SlackError("not_found");
    const updated: View = { ...view, state: { values } };
    place.stack[place.index] = updated;
    return updated;
  }

  publish(user: string, content: ViewContent, hash?: string): View {
    const current = this.#homes.get(user);
    if (hash !== undefined && hash !== current?.hash) throw new SlackError("hash_conflict");
    const view = this.#make(content, current);
    this.#homes.set(user, view);
    return view;
  }

  /** Takes the visible modal away, or all of them. */
  close(user: string, all = false): void {
    const stack = this.open(user);
    this.#stacks.set(user, all ? [] : stack.slice(0, -1));
  }

  find(id: string): View | undefined {
    return this.#find({ id })?.view;
  }

  #find(which: { id?: string | undefined; external_id?: string | undefined }) {
    const { id, external_id } = which;
    for (const [user, stack] of this.#stacks) {
      const index = stack.findIndex((view) => view.id === id || (external_id && view.external_id === external_id));
      const view = stack[index];
      if (view) return { user, stack, index, view };
    }
    return undefined;
  }

  #refuseDuplicate(content: ViewContent): void {
    if (content.external_id && this.#find({ external_id: content.external_id })) {
      throw new SlackError("duplicate_external_id");
    }
  }

  #make(content: ViewContent, before: Partial<View> = {}): View {
    const id = before.id ?? this.#ids.next("V");
    const blocks = withIds(content.blocks, () => this.#ids.next("b"));
    const made = this.#ids.ts();
    return {
      ...this.#about,
      title: null,
      submit: null,
      close: null,
      callback_id: "",
      private_metadata: "",
      external_id: "",
      clear_on_close: false,
      notify_on_close: false,
      ...content,
      id,
      blocks,
      state: { values: initialState(blocks, before.state?.values) },
      hash: `${made}.${createHash("sha256").update(made).digest("base64url").slice(0, 8)}`,
      root_view_id: before.root_view_id ?? id,
      previous_view_id: before.previous_view_id ?? null,
    };
  }
}
