/** What is said around the article, in both its languages: who asks in Chinese is answered in Chinese. */
import type { Finding, Note } from "./knowledge.ts";
import { join, say, type Text } from "./text.ts";

export type Language = "zh" | "en";

/** Chinese where there is any Chinese: who mixes the two reads both, and the article itself is Chinese. */
export const languageOf = (text: string): Language => (/\p{Script=Han}/u.test(text) ? "zh" : "en");

/** deployment.spec.strategy, pods.spec: a kind and at least one field. A sentence has spaces, a version number starts with a digit. */
export const isFieldPath = (text: string): boolean => /^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)+$/i.test(text);

export interface ArticleWords {
  /** Ends in no full stop, unless it asks. */
  readonly why: Readonly<Record<Extract<Finding, { tier: "refuse" }>["why"], Text>>;
  readonly nearest: (section: string) => Text;
  /** @param names of workloads that the question names */
  readonly yours: (names: readonly string[], namespace: string) => Text;
  /** @param missing in the words of the question; may be empty */
  readonly partly: (missing: readonly string[]) => Text;
  readonly remark: (note: Note) => Text;
  /** A field's documentation is the cluster's. */
  readonly field: (path: string) => Text;
  readonly from: (section: string) => Text;
  readonly ownPage: (file: string) => Text;
  readonly standing: {
    readonly all: (namespace: string, count: number) => Text;
    readonly some: (namespace: string, open: number, count: number) => Text;
    readonly more: (count: number) => string;
    readonly slow: Text;
    readonly unseen: Text;
  };
  readonly thanks: { readonly helpful: Text; readonly unhelpful: Text };
  readonly buttons: {
    readonly other: string;
    readonly audit: (namespace: string) => string;
    readonly remarks: string;
    readonly fields: (kind: string) => string;
    readonly look: (workload: string) => string;
    readonly commands: string;
    readonly helpful: string;
    readonly unhelpful: string;
  };
}

const list = (words: readonly string[], between: string): Text =>
  join(
    words.map((word) => say`${word}`),
    between,
  );

export const ARTICLE_WORDS: Readonly<Record<Language, ArticleWords>> = {
  en: {
    why: {
      empty: say`Ask a question, for example: how do I update an app without downtime?`,
      long: say`That is too long for a question. Say it in a sentence or two`,
      language: say`Only Chinese and English are understood here`,
      order: say`I quote an article and follow no orders. Ask a question, for example: how do I update an app without downtime?`,
      outside: say`The article on Kubernetes and Docker does not cover this`,
    },
    nearest: (section) => say`Nearest is section ${section}.`,
    yours: (names, namespace) => say`In ${namespace} there is ${list(names, " and ")}.`,
    partly: (missing) =>
      missing.length > 0
        ? say`The article mentions this, but does not cover ${list(missing, ", ")}. This comes nearest:`
        : say`The article mentions this, but does not say what you ask. This comes nearest:`,
    remark: ({ quote, correction, source }) => say`On “${quote}”: ${correction} (${source})`,
    field: (path) => say`If ${path} is a field, your cluster documents it: kubectl explain ${path}`,
    from: (section) => say`From the article on how Kubernetes and Docker work together, section ${section}.`,
    ownPage: (file) => say`From your own ${file}.`,
    standing: {
      all: (namespace, count) => say`Yours in ${namespace}: all ${count} workloads follow it.`,
      some: (namespace, open, count) =>
        say`Yours in ${namespace}: ${open} of ${count} workloads do not follow it in all.`,
      more: (count) => `and ${count} more`,
      slow: say`The cluster took too long to say how yours stand to it.`,
      unseen: say`How your own workloads stand to it I could not see.`,
    },
    thanks: {
      helpful: say`Thank you. That is counted`,
      unhelpful: say`Thank you. It is counted, and your question is in the audit trail for whoever keeps the documents`,
    },
    buttons: {
      other: "中文原文",
      audit: (namespace) => `Audit ${namespace}`,
      remarks: "All remarks",
      fields: (kind) => `Fields of ${kind}`,
      look: (workload) => `Describe ${workload}`,
      commands: "What you can say here",
      helpful: "This helped",
      unhelpful: "It did not",
    },
  },
  zh: {
    why: {
      empty: say`请提一个问题,例如:怎样更新应用而不停机?`,
      long: say`作为问题太长了,请用一两句话说明`,
      language: say`这里只懂中文和英文`,
      order: say`这里只引用文章,不执行指令。请提一个问题,例如:怎样更新应用而不停机?`,
      outside: say`这篇关于 Kubernetes 与 Docker 的文章没有讲到这一点`,
    },
    nearest: (section) => say`最接近的是 ${section}。`,
    yours: (names, namespace) => say`${namespace} 里有 ${list(names, "、")}。`,
    partly: (missing) =>
      missing.length > 0
        ? say`文章提到了相关内容,但没有讲:${list(missing, "、")}。最接近的是:`
        : say`文章提到了相关内容,但没有回答这个问题。最接近的是:`,
    remark: ({ quote, correction, source }) => say`注“${quote}”:${correction}(${source})`,
    field: (path) => say`如果 ${path} 是字段,集群自己有说明:kubectl explain ${path}`,
    from: (section) => say`出自文章《Kubernetes 与 Docker的关系》,第 ${section} 节。`,
    ownPage: (file) => say`出自你们自己的 ${file}。`,
    standing: {
      all: (namespace, count) => say`${namespace} 中的 ${count} 个工作负载都符合。`,
      some: (namespace, open, count) => say`${namespace} 中的 ${count} 个工作负载里有 ${open} 个没有完全符合:`,
      more: (count) => `还有 ${count} 个`,
      slow: say`集群太久没有回答,看不到你的工作负载是否符合。`,
      unseen: say`看不到你的工作负载是否符合。`,
    },
    thanks: {
      helpful: say`谢谢,已经记下`,
      unhelpful: say`谢谢,已经记下;你的问题留在审计记录里,维护文档的人会看到`,
    },
    buttons: {
      other: "English",
      audit: (namespace) => `检查 ${namespace}`,
      remarks: "全部注释",
      fields: (kind) => `${kind} 的字段`,
      look: (workload) => `查看 ${workload}`,
      commands: "可以说什么",
      helpful: "有帮助",
      unhelpful: "没有帮助",
    },
  },
};
