import { defineCommand, z } from "#kit";

export const confirm = defineCommand({
  name: "confirm",
  summary: "Go ahead with a change you were shown",
  risk: "read", // the road asks policy about the change itself, again
  needs: [],
  listed: false,
  args: {
    operation: z
      .string()
      .regex(/^[0-9a-f]{32}$/, "that is not the id of a change")
      .meta({ description: "The change" }),
  },
  positional: ["operation"],
  examples: [],
  run: (ctx, { operation }) => ctx.operations.confirm(operation),
});
