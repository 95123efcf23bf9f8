import type { LocalSlack } from "../slack/index.ts";
import type { Drill } from "./drill.ts";

/** The cluster knows nothing of a question: that an answer with its section stands on somebody's screen is the goal. */
const concept = (drill: Omit<Drill, "start" | "as">, answered: Answered): Drill => ({
  ...drill,
  as: "alice",
  async start({ slack }) {
    const before = answers(slack, answered);
    return () => answers(slack, answered) > before;
  },
});

type Answered = (text: string) => boolean;

function answers(slack: LocalSlack, answered: Answered): number {
  const { users, channels, bot } = slack.directory;
  const shared = [...channels.keys()].flatMap((channel) => slack.messages(channel));
  const whispered = [...users.keys()].flatMap((user) => slack.ephemerals(user));
  return [...shared, ...whispered].filter(
    (message) => message.user === bot.user_id && answered(slack.visible(message).text),
  ).length;
}

/** How an answer from the article ends. */
const fromArticle: Answered = (text) => /\bsection (\d\.\d|intro|outro)/.test(text);
const fromOriginal: Answered = (text) => /第 (\d\.\d|intro|outro) 节/.test(text);

export const conceptInEnglish = concept(
  {
    id: "concept",
    title: "Ask a concept question",
    task: "Ask how Kubernetes replaces pods without an outage. The answer names the section of the article that it comes from.",
    hint: "/k8s explain how does a rolling update work",
  },
  fromArticle,
);

export const conceptInChinese = concept(
  {
    id: "concept-zh",
    title: "问一个概念问题",
    task: "用中文问一个关于 Kubernetes 或 Docker 的概念，比如滚动更新。回答会注明它出自文章的哪一节。",
    hint: "/k8s explain 什么是滚动更新",
  },
  fromOriginal,
);
