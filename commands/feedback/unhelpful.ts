import { defineCommand, reply, say } from "#kit";
import { feedbackHelpful } from "./helpful.ts";

export const feedbackUnhelpful = defineCommand({
  ...feedbackHelpful,
  name: "feedback unhelpful",
  summary: "Say that an answer did not help",
  args: feedbackHelpful.args.shape,
  positional: ["question"],
  examples: ["feedback unhelpful what is a pod"],
  run: async () =>
    reply.ok(say`Thank you. It is counted, and your question is in the audit trail for whoever keeps the documents`),
});
