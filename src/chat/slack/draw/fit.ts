/**
 * A Reply → a message that Slack accepts: every limit of docs.slack.dev/reference/block-kit and the undocumented one on
 * all blocks together. What does not fit is handed back for a file, never dropped in silence.
 */
import type { Button, KnownBlock } from "@slack/types";
import type { Chart } from "../../../core/chart.ts";
import type { Block, Reply } from "../../../core/reply.ts";
import { literal, plain, say, type Text } from "../../../core/text.ts";
import { context, drawBlock, note, type Part, section, wholeText } from "./blocks.ts";
import { buttons } from "./buttons.ts";
import { cutLines, shorten } from "./cut.ts";
import { code, escape, fenced } from "./harmless.ts";
import { oneLine, visible } from "../../../core/visible.ts";
import { LIMITS } from "./limits.ts";
import { tableBlock } from "./table.ts";
import { MARK, mrkdwn, notification } from "./words.ts";

export interface Drawn {
  readonly message: { readonly text: string; readonly blocks?: KnownBlock[] };
  /** What the message only shows a part of, in full. */
  readonly spill?: Spill;
}

export interface Spill {
  readonly name: string;
  readonly content: string | Uint8Array;
}

export interface Extras {
  /** Buttons of the surface itself, such as Stop. */
  readonly buttons?: readonly Button[];
  readonly notes?: readonly Text[];
  /** False for surfaces that refuse the table block. */
  readonly tables?: boolean;
  /** Charts that have been uploaded as pictures, with the ids of their files. Others are drawn as text. */
  readonly pictures?: ReadonlyMap<Chart, string> | undefined;
  /** Where people find what does not fit. Default: here. */
  readonly file?: keyof typeof REST;
}

/** What the message says of the part that it does not show. `nowhere`: the next picture comes in seconds. */
const REST = {
  here: (name: string) => say`All of it is in ${name}`,
  direct: (name: string) => say`All of it is in ${name}, which I send to our direct messages`,
  nowhere: () => say`This is only a part of it`,
} as const satisfies Record<string, (name: string) => Text>;

export function fit(reply: Reply, extras: Extras = {}): Drawn {
  const { buttons: own = [], notes = [], tables = true, file = "here", pictures } = extras;
  const title = mrkdwn(reply.title, LIMITS.text - MARK[reply.tone].length);
  const head = section(`${MARK[reply.tone]}${title.text}`);
  const pressable = buttons(reply.actions, own);
  const foot = [
    ...pressable.blocks,
    ...[...pressable.notes, ...notes].flatMap((text) => note(text, NOTE).blocks),
    ...kubectl(reply.kubectl ?? ""),
  ];

  const spilled: string[] = title.cut ? [visible(plain(reply.title))] : [];
  const body: KnownBlock[] = [];
  let room = LIMITS.allBlocks - size([head, ...foot]) - NOTE;
  let places = LIMITS.blocks - foot.length - 2; // the head, and the note about the file
  let tableDrawn = !tables;
  for (const block of reply.body) {
    const table = "table" in block && !tableDrawn ? tableBlock(block.table, room) : undefined;
    tableDrawn ||= table !== undefined;
    const drawn = table ?? ("chart" in block ? image(block.chart, pictures) : undefined);
    const part = drawn ? { blocks: [drawn], cut: false } : asMuchAsFits(block, room, places);
    body.push(...part.blocks);
    places -= part.blocks.length;
    room -= table ? textOf(table) : size(part.blocks);
    if (part.cut) spilled.push(wholeText(block));
  }

  const name = fileName(reply.body);
  const rest = spilled.length > 0 ? note(REST[file](name)).blocks : [];
  const message = { text: notification(reply.tone, reply.title), blocks: [head, ...body, ...rest, ...foot] };
  return spilled.length > 0 && file !== "nowhere"
    ? { message, spill: { name, content: spilled.join("\n\n") } }
    : { message };
}

/** The same without blocks, for a surface that refuses them: the title, and the rest in a fence so that nothing in it formats. */
export function fitText(reply: Reply, { notes = [] }: Extras = {}): Drawn {
  const title = mrkdwn(say`${literal(MARK[reply.tone])}${reply.title}`, LIMITS.plainText / 2);
  const rest = [...reply.body.map(wholeText), ...notes.map(plain), ...(reply.kubectl ? [reply.kubectl] : [])].join(
    "\n",
  );
  const shown = cutLines(fenced(rest), LIMITS.plainText - title.text.length - "\n```\n\n…\n```".length, "start");
  const message = {
    text: rest === "" ? title.text : `${title.text}\n\`\`\`\n${escape(shown.text)}${shown.cut ? "\n…" : ""}\n\`\`\``,
  };
  const content = `${visible(plain(reply.title))}\n\n${visible(rest)}`;
  return title.cut || shown.cut ? { message, spill: { name: fileName(reply.body), content } } : { message };
}

/** Who cannot see the picture hears what it shows. */
function image(chart: Chart, pictures: Extras["pictures"]): KnownBlock | undefined {
  const id = pictures?.get(chart);
  const alt_text = shorten(oneLine(plain(chart.words)), LIMITS.altText);
  return id === undefined ? undefined : { type: "image", slack_file: { id }, alt_text };
}

/** Hints at the foot are sentences, not stories. */
const NOTE = 400;

/** JSON, because that is what Slack seems to count (see LIMITS.allBlocks). */
const size = (blocks: readonly KnownBlock[]): number => JSON.stringify(blocks).length;

const textOf = (table: { readonly rows: readonly (readonly object[])[] }): number =>
  table.rows.flat().reduce((sum, cell) => sum + ("text" in cell ? String(cell.text).length : 0), 0);

/** Halves what a block may show until it fits; below a few words it is better to show nothing of it here. */
function asMuchAsFits(block: Block, room: number, places: number): Part {
  for (let max: number = LIMITS.allBlocks; max >= 60; max = Math.floor(max / 2)) {
    const part = drawBlock(block, max);
    if (size(part.blocks) <= room && part.blocks.length <= places) return part;
  }
  return { blocks: [], cut: true };
}

/** The same thing in kubectl's words, small, and copied without surprises. */
function kubectl(line: string): KnownBlock[] {
  const text = code(shorten(oneLine(line), NOTE));
  return text === "" ? [] : [context(text)];
}

const fileName = (body: readonly Block[]): string =>
  body.map((block) => ("file" in block ? block.file : undefined)).find((name) => name !== undefined) ?? "answer.txt";
