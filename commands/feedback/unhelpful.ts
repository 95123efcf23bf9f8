import { ARTICLE_WORDS, defineCommand, languageOf, reply } from "#kit";
import { feedbackHelpful } from "./helpful.ts";

export const feedbackUnhelpful = defineCommand({
  ...feedbackHelpful,
  name: "feedback unhelpful",
  summary: "Say that an answer did not help",
  args: feedbackHelpful.args.shape,
  positional: ["question"],
  examples: ["feedback unhelpful what is a pod"],
  run: async (_, { question }) => reply.ok(ARTICLE_WORDS[languageOf(question)].thanks.unhelpful),
});
