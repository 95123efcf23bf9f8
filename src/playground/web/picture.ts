/** What one person has on the screen: the page draws this and knows nothing else. */
import type { LocalSlack, Message } from "../slack/index.ts";
import type { ShownDrill } from "../drills/drill.ts";
import { PLACES } from "./render/names.ts";
import { messageToHtml, modalToHtml } from "./render/message.ts";

/** Who looks, and at what. */
export interface Looking {
  readonly as: string;
  readonly channel: string;
  readonly thread?: string | undefined;
}

export interface Picture {
  readonly channels: readonly { readonly id: string; readonly label: string; readonly last: string }[];
  /** In the channel, oldest first; of a thread only its first message. */
  readonly messages: readonly Drawn[];
  /** The open thread, its first message among them. */
  readonly thread: readonly Drawn[];
  /** The form on top of the screen. */
  readonly modal: string;
  readonly drills: readonly ShownDrill[];
}

interface Drawn {
  readonly ts: string;
  readonly html: string;
  readonly replies: number;
  /** Whether other people see it too: only such messages have shortcuts and threads. */
  readonly shared: boolean;
}

export function picture(slack: LocalSlack, { as, channel, thread }: Looking, drills: readonly ShownDrill[]): Picture {
  const { directory } = slack;
  const user = directory.user(as);
  const own = directory.channel(`@${user.name}`); // direct messages exist once somebody looks
  const visibleIn = (id: string): Message[] =>
    [...slack.messages(id), ...slack.ephemerals(user.id, id)].toSorted((a, b) => Number(a.ts) - Number(b.ts));

  const here = visibleIn(channel);
  const draw = (message: Message): Drawn => ({
    ts: message.ts,
    html: messageToHtml(message, slack),
    replies: here.filter((one) => one.thread_ts === message.ts && one.ts !== message.ts).length,
    shared: message.onlyFor === undefined,
  });
  const channels = [...directory.channels.values()].filter(
    ({ kind, members, id }) => members.has(user.id) && (PLACES.includes(kind) || id === own.id),
  );
  const modal = slack.openViews(user.id).at(-1);
  return {
    channels: channels.map(({ id, name }) => ({
      id,
      label: id === own.id ? directory.bot.name : `# ${name}`,
      last: visibleIn(id).findLast((message) => message.user !== user.id)?.ts ?? "",
    })),
    messages: here.filter(({ ts, thread_ts }) => thread_ts === undefined || thread_ts === ts).map(draw),
    thread: thread ? here.filter(({ ts, thread_ts }) => ts === thread || thread_ts === thread).map(draw) : [],
    modal: modal ? modalToHtml(modal, directory) : "",
    drills,
  };
}
