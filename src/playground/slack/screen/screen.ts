import type { File } from "../workspace/files.ts";
import { inThread, type Message } from "../workspace/messages.ts";
import type { View } from "../workspace/views.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type Visible, visible, visibleBlocks } from "./visible.ts";

/** What people see. */
export interface Screen {
  /** What everybody in a channel can read, oldest first; of one thread, where given its first `ts`. */
  messages(channel: string, options?: { thread?: string }): Message[];
  /** What only this person can read. */
  ephemerals(user: string, channel?: string): Message[];
  /** The modals on a person's screen, the visible one last. */
  openViews(user: string): View[];
  homeView(user: string): View | undefined;
  /** Files that have been uploaded to the end, with their bytes. */
  files(): File[];
  /** Lets shares of files appear that were held back (`filesAppear: "later"`). */
  appearFiles(): void;
  /** What a person reads in a message or a view, and what in it is live. */
  visible(of: Message | View): Visible;
  /**
   * Waits until something is true; looks whenever something happened here.
   * @param deadline milliseconds of real time, 5000 unless said
   * @throws Error with the transcript when the deadline passes first
   */
  until<T>(condition: () => T, deadline?: number): Promise<NonNullable<T>>;
  /** Waits for a message in a channel, or an ephemeral one there, whose visible text matches. */
  waitForMessage(channel: string, text: string | RegExp, deadline?: number): Promise<Message>;
  /** Waits for a modal on a person's screen. */
  waitForView(user: string, deadline?: number): Promise<View>;
  /** Calls back after everything that happens; the result stops it. */
  watch(look: () => void): () => void;
  /** Everything that happened, one line each. */
  transcript(): string;
}

export function screen(workspace: Workspace): Screen {
  const { directory, journal, messages, views } = workspace;
  const see = (of: Message | View): Visible =>
    "ts" in of ? visible(of, workspace.nameOf) : visibleBlocks(of.blocks, workspace.nameOf);
  const matches = (message: Message, text: string | RegExp): boolean => {
    const shown = see(message).text;
    return typeof text === "string" ? shown.includes(text) : text.test(shown);
  };
  return {
    visible: see,
    messages(channel, { thread } = {}) {
      const all = messages.in(directory.channel(channel).id);
      return thread === undefined ? all : all.filter((message) => inThread(message, thread));
    },
    ephemerals: (user, channel) =>
      messages.onlyFor(directory.user(user).id, channel === undefined ? undefined : directory.channel(channel).id),
    openViews: (user) => views.open(directory.user(user).id),
    files: () => workspace.files.all(),
    appearFiles: () => workspace.appearFiles(),
    homeView: (user) => views.home(directory.user(user).id),
    until: (condition, deadline) => journal.until(condition, deadline),
    waitForMessage(channel, text, deadline) {
      const { id } = directory.channel(channel);
      return journal.until(() => messages.anyIn(id).find((message) => matches(message, text)), deadline);
    },
    waitForView: (user, deadline) => journal.until(() => views.open(directory.user(user).id).at(-1), deadline),
    watch: (look) => journal.watch(look),
    transcript: () => journal.transcript(),
  };
}
