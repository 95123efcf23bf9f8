import { ARTICLE_WORDS, defineCommand, languageOf, reply, z } from "#kit";

const args = { question: z.string().min(1).max(10_000).meta({ description: "What was asked", rest: true }) };

/** Two commands rather than one with a flag: what is counted in /metrics is counted by command. */
export const feedbackHelpful = defineCommand({
  name: "feedback helpful",
  summary: "Say that an answer helped",
  risk: "read",
  listed: false,
  needs: [],
  args,
  positional: ["question"],
  examples: ["feedback helpful what is a pod"],
  run: async (_, { question }) => reply.ok(ARTICLE_WORDS[languageOf(question)].thanks.helpful),
});
