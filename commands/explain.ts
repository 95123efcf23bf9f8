import {
  button,
  call,
  type Context,
  defineCommand,
  type FieldDoc,
  type Answered,
  inCluster,
  lined,
  type Passage,
  reply,
  type Reply,
  say,
  z,
} from "#kit";

/** deployment.spec.strategy, pods.spec: a kind and at least one field. A sentence has spaces, a version number starts with a digit. */
const PATH = /^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)+$/i;

export const explain = defineCommand({
  name: "explain",
  summary: "Explain a field of the cluster's API, or a concept of Kubernetes and Docker",
  risk: "read",
  needs: [],
  args: {
    question: z
      .string()
      .min(1)
      .max(10_000)
      .meta({ description: "A field such as deployment.spec.strategy, or a question", rest: true }),
    section: z.string().optional().meta({ description: "Show this section of the article" }),
    language: z.enum(["zh", "en"]).optional().meta({ description: "Language of the section" }),
    ...inCluster,
  },
  positional: ["question"],
  examples: ["explain deployment.spec.strategy", "explain what is a pod", "explain 什么是滚动更新"],

  async run(ctx, { question, section, language, cluster }): Promise<Reply> {
    if (section !== undefined) {
      const passage = ctx.knowledge.passage(section, language ?? "en");
      return passage ? answer(passage, question, cluster) : reply.fail(say`The article has no section ${section}.`);
    }
    if (PATH.test(question)) return field(ctx, question);
    return found(ctx.knowledge.ask(question), question, cluster);
  },
});

const WHY = {
  empty: say`Ask a question, for example: how do I update an app without downtime?`,
  long: say`That is too long for a question. Say it in a sentence or two`,
  language: say`Only Chinese and English are understood here`,
  outside: say`The article on Kubernetes and Docker does not cover this`,
} as const;

function found(finding: Answered, question: string, cluster: string): Reply {
  if (finding.tier === "answer") return answer(finding.passage, question, cluster, finding.related);
  if (finding.tier === "partly") {
    const reply = answer(finding.passage, question, cluster, finding.related);
    const missing = finding.missing.length > 0 ? finding.missing.join(", ") : "all of your question";
    const short = say`The article mentions this, but does not cover ${missing}. This comes nearest:`;
    return { ...reply, tone: "warn", body: [{ text: short }, ...reply.body] };
  }
  const { nearest } = finding;
  return reply.info(WHY[finding.why], {
    body: nearest ? [{ text: say`Nearest is section ${nearest.id}, ${nearest.title}.` }] : [],
    actions: nearest ? [link(nearest, question, cluster)] : [],
  });
}

function answer(
  passage: Passage,
  question: string,
  cluster: string,
  related: readonly Pick<Passage, "id" | "title">[] = [],
): Reply {
  const chinese = /[\u4e00-\u9fff]/.test(passage.text);
  const other = button(
    chinese ? "English" : "中文原文",
    call(explain, { question, section: passage.id, language: chinese ? "en" : "zh", cluster }),
    { inPlace: true },
  );
  return reply.info(say`${passage.title}`, {
    body: [
      { text: lined(passage.text) },
      ...passage.code.map(({ text }) => ({ code: text })),
      ...passage.notes.map(({ quote, correction, source }) => ({
        note: say`On “${quote}”: ${correction} (${source})`,
      })),
      { note: say`From the article on how Kubernetes and Docker work together, section ${passage.id}.` },
    ],
    actions: [other, ...related.slice(0, 3).map((one) => link(one, question, cluster))],
  });
}

const link = ({ id, title }: Pick<Passage, "id" | "title">, question: string, cluster: string) =>
  button(`${id} ${title}`.slice(0, 70), call(explain, { question, section: id, cluster }));

async function field(ctx: Context, path: string): Promise<Reply> {
  const doc = await ctx.cluster.fields(path.split("."));
  return reply.info(
    say`${[doc.kind.toLowerCase(), doc.path].filter(Boolean).join(".")} <${doc.type}>${doc.required ? say` (required)` : say``}`,
    {
      body: [
        ...(doc.description === "" ? [] : [{ text: lined(doc.description) }]),
        ...(doc.choices.length > 0 ? [{ text: say`One of ${doc.choices.join(", ")}.` }] : []),
        ...children(doc),
      ],
      kubectl: `kubectl explain ${path}`,
    },
  );
}

function children({ children }: FieldDoc) {
  if (children.length === 0) return [];
  const rows = children.map((one) => [
    one.name,
    `${one.type}${one.required ? ", required" : ""}`,
    one.description.split(/(?<=\.)\s/)[0] ?? "",
  ]);
  return [{ table: { columns: ["FIELD", "TYPE", "MEANING"], rows } }];
}
