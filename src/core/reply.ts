/** What a command says, as data. There is no Slack in it: each surface draws it in its own way. */
import type { Chart } from "./chart.ts";
import type { Invocation } from "./command.ts";
import type { Text } from "./text.ts";

/** ok: it is done, or healthy. info: an answer. warn: read this before you go on. fail: it did not happen. */
export type Tone = "ok" | "info" | "warn" | "fail";

export type Block =
  | { readonly text: Text }
  /** Verbatim text in a fixed-width font. `keep` says which end matters when a surface has to cut. */
  | { readonly code: string; readonly keep?: "start" | "end"; readonly file?: string }
  | { readonly fields: Readonly<Record<string, string>> }
  | { readonly table: TableBlock; readonly file?: string }
  | { readonly diff: readonly DiffLine[] }
  /** A picture where the surface has them, a line of text where it has not. */
  | { readonly chart: Chart }
  /** Small print: counts, hints, what was left out. */
  | { readonly note: Text };

export interface TableBlock {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface DiffLine {
  /** The field, as people write it: spec.replicas */
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

/** A button. With `ask`, pressing it opens a form for those arguments first. */
export interface Action {
  readonly label: string;
  readonly invocation: Invocation;
  readonly ask?: readonly string[];
  readonly style?: "primary" | "danger";
  /** The answer takes the place of the message that holds the button: confirm, cancel, refresh. */
  readonly inPlace?: boolean;
}

export interface Reply {
  readonly tone: Tone;
  readonly title: Text;
  readonly body: readonly Block[];
  readonly actions: readonly Action[];
  /** The same thing in kubectl's words, shown small at the foot. */
  readonly kubectl?: string;
  /** This reply is a question: a surface that can open a form at once opens this one instead of showing a button. */
  readonly form?: Action;
  /** More is coming: live surfaces show a Stop button. */
  readonly live?: boolean;
  /** What it counts as in /metrics and in the audit trail, where that is not simply "ok". */
  readonly outcome?: "unanswered";
  /** Everybody here should see this, whoever asked: a change and what became of it. */
  readonly open?: boolean;
}

type Rest = Partial<Omit<Reply, "tone" | "title">>;
const toned =
  (tone: Tone) =>
  (title: Text, rest: Rest = {}): Reply => ({ tone, title, body: [], actions: [], ...rest });

export const reply = { ok: toned("ok"), info: toned("info"), warn: toned("warn"), fail: toned("fail") };

export const button = (
  label: string,
  invocation: Invocation,
  rest: Pick<Action, "style" | "inPlace" | "ask"> = {},
): Action => ({
  label,
  invocation,
  ...rest,
});
