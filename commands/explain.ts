import {
  ARTICLE_WORDS,
  button,
  call,
  type Context,
  defineCommand,
  type FieldDoc,
  type Answered,
  hasPractices,
  inNamespace,
  isFieldPath,
  type Language,
  languageOf,
  lined,
  type Passage,
  reply,
  type Reply,
  say,
  standing,
  SURVEYING,
  workloadsNamed,
  z,
} from "#kit";
import { audit } from "./audit.ts";
import { describe } from "./describe.ts";
import { feedbackHelpful } from "./feedback/helpful.ts";
import { feedbackUnhelpful } from "./feedback/unhelpful.ts";
import { help } from "./help.ts";

/** One word that may be a kind: what it is the article says, what fields it has the cluster. */
const WORD = /^[a-z][a-z0-9]*$/i;

export const explain = defineCommand({
  name: "explain",
  summary: "Explain a field of the cluster's API, or a concept of Kubernetes and Docker",
  risk: "read",
  questions: true,
  needs: SURVEYING,
  args: {
    question: z
      .string()
      .min(1)
      .max(10_000)
      .meta({ description: "A field such as deployment.spec.strategy, or a question", rest: true }),
    section: z.string().optional().meta({ description: "Show this section of the article" }),
    language: z.enum(["zh", "en"]).optional().meta({ description: "Language of the section" }),
    notes: z.enum(["all"]).optional().meta({ description: "Every remark on the section, small ones too" }),
    fields: z.boolean().default(false).meta({ description: "The fields of a kind, where the question is one" }),
    ...inNamespace,
  },
  positional: ["question"],
  examples: ["explain deployment.spec.strategy", "explain what is a pod", "explain 什么是滚动更新"],

  async run(ctx, args): Promise<Reply> {
    const { question, section, language = "en", notes } = args;
    if (section !== undefined) {
      const passage = ctx.knowledge.passage(section, language, notes);
      if (!passage) return reply.fail(say`The article has no section ${section}.`);
      return answer(ctx, passage, { ...args, language });
    }
    if (args.fields || isFieldPath(question)) return field(ctx, args);
    return found(ctx, ctx.knowledge.ask(question), args);
  },
});

interface Asked {
  readonly question: string;
  readonly language?: "zh" | "en" | undefined;
  readonly notes?: "all" | undefined;
  readonly namespace: string;
  readonly cluster: string;
}

async function found(ctx: Context, finding: Answered, asked: Asked): Promise<Reply> {
  const { question } = asked;
  const words = ARTICLE_WORDS[languageOf(question)];
  const fields = WORD.test(question)
    ? [button(words.buttons.fields(question), call(explain, { ...asked, fields: true }))]
    : [];
  if (finding.tier === "answer") {
    const said = await answer(ctx, finding.passage, asked, finding.related);
    return { ...said, actions: [...said.actions, ...fields] };
  }
  if (finding.tier === "refuse" && finding.why !== "outside")
    return reply.info(words.why[finding.why], { actions: fields });
  if (finding.tier === "partly") {
    const [yours, said] = await Promise.all([
      whatIsYours(ctx, asked),
      answer(ctx, finding.passage, asked, finding.related),
    ]);
    return {
      ...said,
      tone: "warn",
      body: [{ text: words.partly(finding.missing) }, ...said.body, ...yours.body],
      actions: [...yours.actions, ...said.actions, ...fields],
    };
  }
  const { nearest, why } = finding;
  const yours = await whatIsYours(ctx, asked);
  return reply.info(words.why[why], {
    body: [...yours.body, ...(nearest ? [{ text: words.nearest(`${nearest.id}, ${nearest.title}`) }] : [])],
    actions: [
      ...yours.actions,
      ...(nearest ? [link(nearest, asked)] : []),
      ...fields,
      button(words.buttons.commands, call(help, {})),
    ],
    outcome: "unanswered",
  });
}

/** So many workloads that a question names are offered. */
const OFFERED = 2;

/** "Is checkout ok?" is no question for an article: what can be said of it is a press away. */
async function whatIsYours(ctx: Context, { question, namespace, cluster }: Asked) {
  const { buttons, yours } = ARTICLE_WORDS[languageOf(question)];
  const names = (await workloadsNamed(ctx, question, namespace)).slice(0, OFFERED);
  return {
    body: names.length > 0 ? [{ text: yours(names, namespace) }] : [],
    actions: names.map((name) => button(buttons.look(name), call(describe, { what: name, namespace, cluster }))),
  };
}

async function answer(
  ctx: Context,
  passage: Passage,
  asked: Asked,
  related: readonly Pick<Passage, "id" | "title">[] = [],
): Promise<Reply> {
  const { namespace, cluster } = asked;
  const language = languageOf(passage.text);
  const { buttons, ...words } = ARTICLE_WORDS[language];
  const again = (more: Partial<Asked>) => call(explain, { ...asked, section: passage.id, language, ...more });
  const other = button(buttons.other, again({ language: language === "zh" ? "en" : "zh" }), { inPlace: true });
  const everything = ctx.knowledge.passage(passage.id, language, "all")?.notes.length ?? 0;
  return reply.info(say`${passage.title}`, {
    body: [
      { text: lined(passage.text) },
      // What is plainly wrong stands beside the words it is about, before anybody copies the code below them.
      ...passage.notes.filter(({ severity }) => severity === 3).map((one) => ({ text: words.remark(one) })),
      ...passage.code.map(({ text }) => ({ code: text })),
      ...passage.notes.filter(({ severity }) => severity < 3).map((one) => ({ note: words.remark(one) })),
      ...(await standing(ctx, passage.id, { namespace, language })),
      { note: passage.source === undefined ? words.from(passage.id) : words.ownPage(passage.source) },
    ],
    actions: [
      ...(passage.source === undefined ? [other] : []),
      ...(hasPractices(passage.id) ? [button(buttons.audit(namespace), call(audit, { namespace, cluster }))] : []),
      ...(everything > passage.notes.length
        ? [button(buttons.remarks, again({ notes: "all" }), { inPlace: true })]
        : []),
      ...related.slice(0, 2).map((one) => link(one, asked)),
      ...feedback(asked, language),
    ],
  });
}

/** As much of a question as tells what it was about. */
const BRIEF = 300;

function feedback({ question }: Asked, language: Language) {
  const { helpful, unhelpful } = ARTICLE_WORDS[language].buttons;
  const brief = question.slice(0, BRIEF);
  return [
    button(helpful, call(feedbackHelpful, { question: brief })),
    button(unhelpful, call(feedbackUnhelpful, { question: brief })),
  ];
}

const link = ({ id, title }: Pick<Passage, "id" | "title">, { question, namespace, cluster }: Asked) =>
  button(
    (id.includes("#") ? title : `${id} ${title}`).slice(0, 70),
    call(explain, { question, section: id, namespace, cluster }),
  );

async function field(ctx: Context, asked: Asked): Promise<Reply> {
  const { question } = asked;
  const doc = await ctx.cluster.fields(question.split("."));
  // "deployment.spec.strategy" is about strategies of Deployments, and the article may be too.
  const more = ctx.knowledge.ask(question.replaceAll(".", " "));
  return reply.info(
    say`${[doc.kind.toLowerCase(), doc.path].filter(Boolean).join(".")} <${doc.type}>${doc.required ? say` (required)` : say``}`,
    {
      body: [
        ...(doc.description === "" ? [] : [{ text: lined(doc.description) }]),
        ...(doc.choices.length > 0 ? [{ text: say`One of ${doc.choices.join(", ")}.` }] : []),
        ...children(doc),
      ],
      actions: more.tier === "answer" ? [link(more.passage, asked)] : [],
      kubectl: `kubectl explain ${question}`,
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
