/** The bot at a terminal: lines are typed, buttons pressed by number, questions answered. */
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { visible } from "../../../src/core/visible.ts";
import { shell } from "../../../src/chat/terminal/shell.ts";
import { call, defineCommand } from "../../../src/core/command.ts";
import { button, reply } from "../../../src/core/reply.ts";
import type { Dispatch } from "../../../src/core/road.ts";
import { say } from "../../../src/core/text.ts";
import { z } from "zod";

const scale = defineCommand({
  name: "scale",
  summary: "Set how many pods",
  risk: "change",
  needs: [],
  args: { target: z.string().meta({ description: "Workload" }), replicas: z.int().meta({ description: "How many" }) },
  positional: ["target", "replicas"],
  examples: [],
  run: async () => reply.ok(say`done`),
});

/** Answers with what it was given, and offers a form. */
const echo: Dispatch = async function* ({ input }) {
  const text = typeof input === "string" ? input : `${input.command} ${JSON.stringify(input.args)}`;
  const form = { ...button("Fill it in", call(scale, { target: "web" })), ask: ["replicas"] };
  yield {
    reply: reply.info(say`heard ${text}`, {
      actions: [button("Again", call(scale, { target: "web", replicas: 2 })), form],
    }),
    to: "asker",
  };
};

async function session(dispatch: Dispatch, ...typed: string[]): Promise<string> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let screen = "";
  output.on("data", (chunk: Buffer) => {
    screen += chunk.toString();
  });
  input.end(`${typed.join("\n")}\n`); // all at once, as a pipe does
  await shell({
    dispatch,
    commands: [scale],
    person: { id: "terminal", name: "ada" },
    input,
    output,
    greeting: "Hello.",
  });
  return screen;
}

test("lines are answered in order, though they were piped in at once", async () => {
  const screen = await session(echo, "get pods", "whoami");
  expect(screen).toMatch(/^Hello\.[\s\S]*heard get pods[\s\S]*heard whoami/);
});

test("a button is pressed by its number, and a form asks for what is missing", async () => {
  const screen = await session(echo, "get pods", "1", "[2]", "5", "9", "exit", "after");
  expect(screen).toContain('heard scale {"target":"web","replicas":2}');
  expect(screen).toContain('heard scale {"target":"web","replicas":5}');
  expect(screen).toContain("There is no button 9 under the last answer.");
  expect(screen).not.toContain("after");
});

test("of a live answer only what is new is printed", async () => {
  const screen = await session(async function* () {
    yield { reply: reply.ok(say`Scaled`, { body: [{ text: say`1 of 2` }] }), to: "place" };
    yield { reply: reply.ok(say`Scaled`, { body: [{ text: say`2 of 2` }] }), to: "place" };
  }, "scale web 2");
  expect(screen.match(/Scaled/g)).toHaveLength(1);
  expect(screen).toContain("2 of 2");
});

test("nothing from a cluster can move the cursor or turn the text around", () => {
  expect(visible("\u001b[2J\u001b[31mred\u0007 \u202egnp.exe \u200bx")).toBe("red [U+202E]gnp.exe [U+200B]x");
});
