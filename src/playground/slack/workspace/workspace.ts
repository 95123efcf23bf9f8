import type { Clock, LocalSlackOptions } from "../options.ts";
import { visible, visibleBlocks } from "../screen/visible.ts";
import { Directory } from "./directory.ts";
import { type File, Files } from "./files.ts";
import { Ids } from "./ids.ts";
import { Journal } from "./journal.ts";
import { type Draft, type Message, Messages } from "./messages.ts";
import { ResponseUrls } from "./response-urls.ts";
import { Triggers } from "./triggers.ts";
import { type View, Views } from "./views.ts";

/** Everything that Slack knows. What people would notice changes here, and is noted in the journal. */
export class Workspace {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly messages: Messages;
  readonly views: Views;
  readonly files: Files;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly filesAppear: "at once" | "later";
  #appearing: (() => void)[] = [];

  constructor(options: LocalSlackOptions) {
    this.clock = options.clock ?? Date;
    this.filesAppear = options.filesAppear ?? "at once";
    this.ids = new Ids(this.clock);
    this.directory = new Directory(options);
    this.journal = new Journal(() => this.clock.now());
    this.messages = new Messages(this.ids);
    const { bot, team } = this.directory;
    this.views = new Views(this.ids, { team_id: team.id, app_id: bot.app_id, bot_id: bot.bot_id });
    this.files = new Files(this.ids);
    this.triggers = new Triggers(this.clock, this.ids);
    this.responseUrls = new ResponseUrls(this.clock, this.ids);
  }

  post(draft: Draft): Message {
    const message = this.messages.post(draft);
    this.journal.note(this.#line(message), message);
    return message;
  }

  edit(message: Message): Message {
    this.journal.note(`${this.#line(message)} (edited)`, message);
    return this.messages.replace(message);
  }

  remove(message: Message): void {
    this.journal.note(`${this.#line(message)} (deleted)`);
    this.messages.remove(message);
  }

  /** Takes files in, and posts a message with them where there is one: now, or once Slack has looked at them. */
  takeIn(files: File[], draft?: Draft): void {
    const appear = () => {
      for (const file of files) file.examined = true;
      if (!draft) return;
      const { ts, channel } = this.post({ ...draft, files: files.map(({ id, name, title }) => ({ id, name, title })) });
      for (const file of files) file.shares.push({ channel, ts });
    };
    if (this.filesAppear === "at once") appear();
    else this.#appearing.push(appear);
  }

  /** Lets the files appear that are held back. */
  appearFiles(): void {
    for (const appear of this.#appearing.splice(0)) appear();
  }

  /** Deletes a file, and it is gone from the messages that showed it. */
  unshare(id: string): void {
    for (const { channel, ts } of this.files.get(id).shares) {
      const message = this.messages.find(channel, ts);
      if (message) this.edit({ ...message, files: message.files?.filter((file) => file.id !== id) ?? [] });
    }
    this.files.delete(id);
  }

  /** Notes that a modal or home tab came on somebody's screen. */
  shown(user: string, view: View): void {
    this.journal.note(`${this.nameOf(user)} sees the ${view.type}: ${visibleBlocks(view.blocks, this.nameOf).text}`);
  }

  /** The name of a person, a channel or a group; the id itself when nobody has it. */
  readonly nameOf = (id: string): string => {
    const { users, channels, usergroups } = this.directory;
    return users.get(id)?.name ?? channels.get(id)?.name ?? usergroups.get(id)?.handle ?? id;
  };

  #line(message: Message): string {
    const { text } = visible(message, this.nameOf);
    const thread = message.thread_ts ? " (thread)" : "";
    const only = message.onlyFor ? ` (only ${this.nameOf(message.onlyFor)} sees this)` : "";
    return `#${this.nameOf(message.channel)}${thread} ${this.nameOf(message.user)}: ${text}${only}`;
  }
}
