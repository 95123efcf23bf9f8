/** How the workloads of a namespace stand to what one section of the article advises: beside the advice itself. */
import { short } from "../kubernetes/object.ts";
import { findings, PRACTICES } from "../kubernetes/practices/index.ts";
import { ARTICLE_WORDS, type ArticleWords, type Language } from "./article-words.ts";
import { ROLLING } from "./command.ts";
import type { Context } from "./context.ts";
import { Failure } from "./failure.ts";
import type { Block } from "./reply.ts";
import { surroundings } from "./surroundings.ts";
import { within } from "./within.ts";

/** Milliseconds that an answer waits for the cluster. The article is at hand, and nobody waits for more than that. */
const PATIENCE = 1500;
/** So many workloads are named. */
const SHOWN = 3;

export const hasPractices = (section: string): boolean => PRACTICES.some((practice) => practice.section === section);

/** Nothing where the section advises nothing that can be looked at. */
export async function standing(
  ctx: Context,
  section: string,
  { namespace, language }: { readonly namespace: string; readonly language: Language },
): Promise<readonly Block[]> {
  if (!hasPractices(section)) return [];
  const words = ARTICLE_WORDS[language].standing;
  try {
    return await within<readonly Block[]>(PATIENCE, look(ctx, section, namespace, words), [{ note: words.slow }]);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ note: words.unseen }]; // the question is answered all the same
  }
}

async function look(
  ctx: Context,
  section: string,
  namespace: string,
  words: ArticleWords["standing"],
): Promise<readonly Block[]> {
  const read = ROLLING.map(async (word) => ctx.cluster.list(await ctx.cluster.kind(word), { namespace }));
  const [{ around }, ...lists] = await Promise.all([surroundings(ctx, namespace), ...read]);
  const workloads = lists.flat();
  if (workloads.length === 0) return [];
  const open = workloads
    .map((object) => ({
      name: short(object),
      problems: findings(object, around).filter(
        ({ practice, problem }) => practice.section === section && problem !== "",
      ),
    }))
    .filter(({ problems }) => problems.length > 0)
    .toSorted((a, b) => (b.problems[0]?.practice.risk ?? 0) - (a.problems[0]?.practice.risk ?? 0));
  if (open.length === 0) return [{ text: words.all(namespace, workloads.length) }];
  const lines = open.slice(0, SHOWN).map(({ name, problems }) => `${name}: ${problems.map(brief).join("; ")}`);
  const left = open.length - SHOWN;
  return [
    { text: words.some(namespace, open.length, workloads.length) },
    { code: [...lines, ...(left > 0 ? [words.more(left)] : [])].join("\n") },
  ];
}

/** What is the matter; why that matters stands in the article. */
const brief = ({ problem }: { readonly problem: string }): string => problem.split(":", 1)[0] ?? "";
