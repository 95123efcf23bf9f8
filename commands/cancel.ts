import { defineCommand, z } from "#kit";

export const cancel = defineCommand({
  name: "cancel",
  summary: "Drop a change you were shown",
  risk: "read",
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
  run: (ctx, { operation }) => ctx.operations.cancel(operation),
});
