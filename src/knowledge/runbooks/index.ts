/** A team's own documents, asked beside the article. */
import MiniSearch from "minisearch";
import type { Passage } from "../../core/knowledge.ts";
import { terms, type Unit, units } from "../tokens.ts";
import { readShelf, signature } from "./folder.ts";

/** Milliseconds between two looks at the folder. Watching is not told of everything on mounted volumes. */
const LOOK = 5000;
/** The share of a question's words that a section has to have. Below it, a match is one of chance. */
const ENOUGH = 0.6;

export interface Runbooks {
  /** The section that says most of what is asked, where one says enough of it. */
  ask(question: string): Passage | undefined;
  passage(id: string): Passage | undefined;
  stop(): void;
}

interface Options {
  readonly folder: string;
  /** Told once of each problem, for the log. */
  readonly warn: (problem: string) => void;
  /** Milliseconds. */
  readonly every?: number;
}

export function openRunbooks({ folder, warn, every = LOOK }: Options): Runbooks {
  let sections = new Map<string, Passage>();
  let index = indexOf([]);
  let known = "nothing yet";
  let told = new Set<string>();
  let stopped = false;

  async function look(): Promise<void> {
    const now = await signature(folder);
    if (now === known) return;
    known = now;
    const shelf = await readShelf(folder);
    if (stopped) return;
    sections = new Map(shelf.sections.map((section) => [section.id, section]));
    index = indexOf(shelf.sections);
    for (const problem of shelf.problems.filter((one) => !told.has(one))) warn(problem);
    told = new Set(shelf.problems);
  }
  // One after the other: a slow look that ended after a newer one would put the old shelf back.
  let busy = false;
  const looking = (): void => {
    if (busy) return;
    busy = true;
    look()
      .catch((error: unknown) => warn(`KNOWLEDGE_DIR: ${(error as Error).message}`))
      .finally(() => (busy = false));
  };
  const timer = setInterval(looking, every);
  timer.unref();
  looking();

  return {
    ask(question) {
      const asked = units(question);
      const [best] = index.search(question, { boost: { title: 3 }, fuzzy: (term) => (term.length > 5 ? 0.2 : false) });
      if (!best || coverage(asked, new Set(best.queryTerms)) < ENOUGH) return undefined;
      return sections.get(String(best.id));
    },
    passage: (id) => sections.get(id),
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}

/** The share of the words and Han characters that were found; a character counts where it was found beside its neighbour. */
function coverage(asked: readonly Unit[], found: ReadonlySet<string>): number {
  const pair = (at: number) => `${asked[at]?.text}${asked[at + 1]?.text}`;
  const covered = asked.filter(
    ({ text, han }, i) => found.has(text) || (han && (found.has(pair(i - 1)) || found.has(pair(i)))),
  );
  return covered.length / asked.length;
}

function indexOf(sections: readonly Passage[]): MiniSearch<Passage> {
  const index = new MiniSearch<Passage>({
    fields: ["title", "text"],
    tokenize: (text) => terms(units(text)),
    processTerm: (term) => term,
  });
  index.addAll(sections);
  return index;
}
