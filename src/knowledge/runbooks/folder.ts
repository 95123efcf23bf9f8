/** The files of a folder, read again when something in it has changed. One that cannot be read keeps no other out. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Passage } from "../../core/knowledge.ts";
import { sectionsOf } from "./markdown.ts";

/** Bytes. A runbook is read by people; what is larger is a dump. */
const LARGEST = 1024 * 1024;
/** Files. */
const MOST = 2000;

export interface Shelf {
  readonly sections: readonly Passage[];
  /** A sentence for each file that was left out, with what to do about it. */
  readonly problems: readonly string[];
}

interface Found {
  readonly name: string;
  readonly size: number;
  readonly changed: number;
}

/** What would have to change for the folder to be read again. Empty for a folder that cannot be read. */
export async function signature(folder: string): Promise<string> {
  try {
    return JSON.stringify(await files(folder));
  } catch {
    return ""; // reading it says why
  }
}

export async function readShelf(folder: string): Promise<Shelf> {
  let found: readonly Found[];
  try {
    found = await files(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    return {
      sections: [],
      problems: [`KNOWLEDGE_DIR ${folder} cannot be read (${code}). Name a folder of .md files.`],
    };
  }
  const problems: string[] = [];
  const sections: Passage[] = [];
  if (found.length > MOST) problems.push(`${folder} has ${found.length} .md files; the first ${MOST} are read.`);
  for (const file of found.slice(0, MOST)) {
    try {
      sections.push(...(await read(folder, file)));
    } catch (error) {
      problems.push(`${file.name} was left out: ${(error as Error).message}`);
    }
  }
  return { sections, problems };
}

/** Sorted, so that the same folder reads the same everywhere. Names that begin with a dot are not documents. */
async function files(folder: string): Promise<readonly Found[]> {
  const names = await readdir(folder, { recursive: true });
  const documents = names.filter((name) => /\.md$/i.test(name) && !/(^|[\\/])\./.test(name)).toSorted();
  return Promise.all(
    documents.map(async (name) => {
      const { size, mtimeMs } = await stat(join(folder, name));
      return { name: name.replaceAll("\\", "/"), size, changed: mtimeMs };
    }),
  );
}

async function read(folder: string, { name, size }: Found): Promise<readonly Passage[]> {
  if (size > LARGEST)
    throw new Error(`it is larger than ${LARGEST / 1024 / 1024} MB. Split it, or keep what is no text elsewhere.`);
  const bytes = await readFile(join(folder, name));
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error("it is not UTF-8 text. Save it as UTF-8.");
  }
  if (text.includes("\0")) throw new Error("it is not text.");
  return sectionsOf(name, text);
}
