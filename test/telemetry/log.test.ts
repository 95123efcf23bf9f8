import { expect, test } from "vitest";
import { createLog } from "../../src/log.ts";

/** What was logged, as read back from its lines. */
function logged(say: (log: ReturnType<typeof createLog>) => void, level = "info"): Record<string, unknown>[] {
  const lines: string[] = [];
  say(createLog({ level, write: (line) => lines.push(line) }));
  for (const line of lines) expect(line).toMatch(/^\{.*\}\n$/);
  return lines.map((line) => JSON.parse(line));
}

const CANARY = "xoxb-1234567890-canary";

test("a line says when, how bad and what", () => {
  expect(logged((log) => log.info({ reference: "4f2a" }, "Answered"))).toEqual([
    { level: "info", time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), reference: "4f2a", msg: "Answered" },
  ]);
});

test("quieter levels say less", () => {
  expect(logged((log) => log.info("no"), "warn")).toEqual([]);
});

test.each<[string, (log: ReturnType<typeof createLog>) => void]>([
  ["in the message", (log) => log.info(`sent with ${CANARY}`)],
  ["in a value", (log) => log.info({ deep: [{ er: CANARY }] }, "sent")],
  [
    "under a telling key",
    (log) => log.info({ response_url: "https://example.com/canary", password: "canary" }, "sent"),
  ],
  ["in what a child logger repeats", (log) => log.child({ token: CANARY }).info("sent")],
  ["in an error's message", (log) => log.error({ err: new Error(`bad token ${CANARY}`) }, "failed")],
  ["in an error's cause", (log) => log.error({ err: new Error("no", { cause: new Error(CANARY) }) }, "failed")],
  [
    "in an error's request",
    (log) =>
      log.error(
        { err: Object.assign(new Error("no"), { config: { headers: { Authorization: "canary" } } }) },
        "failed",
      ),
  ],
])("no credential gets out %s", (_, say) => expect(JSON.stringify(logged(say))).not.toContain("canary"));

test("an error keeps what finds the bug", () => {
  const error = Object.assign(new TypeError("no route", { cause: new Error("socket closed") }), {
    code: "ENETUNREACH",
    response: {},
  });
  expect(logged((log) => log.error({ err: error }, "failed"))).toMatchObject([
    {
      err: {
        name: "TypeError",
        code: "ENETUNREACH",
        message: "no route",
        stack: expect.stringContaining("log.test.ts"),
        cause: { message: "socket closed" },
      },
    },
  ]);
});
