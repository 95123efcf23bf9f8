import { defineCommand, z } from "#kit";

export const undo = defineCommand({
  name: "undo",
  summary: "Take back your last change here",
  risk: "read", // the road asks policy about the way back itself
  needs: [],
  args: {
    operation: z
      .string()
      .regex(/^[0-9a-f]{32}$/, "that is not the id of a change")
      .optional()
      .meta({ description: "Which change; your last one if you say nothing" }),
  },
  positional: ["operation"],
  examples: ["undo"],
  run: (ctx, { operation }) => ctx.operations.undo(operation),
});
