import { expect, test } from "vitest";
import { discreet } from "../../src/core/discreet.ts";
import { reply } from "../../src/core/reply.ts";
import { say } from "../../src/core/text.ts";

const SECRET = "xoxb-123456789012-abcdefghijkl";

test("a credential is taken out wherever a reply may carry it", () => {
  const shown = discreet(
    reply.fail(say`failed with ${SECRET}`, {
      body: [
        { text: say`see ${SECRET}` },
        { note: say`note ${SECRET}` },
        { code: `password=${SECRET}` },
        { fields: { Token: SECRET } },
        { table: { columns: ["A"], rows: [["plain"], [SECRET]] } },
        { diff: [{ path: "spec.x", before: SECRET, after: SECRET }] },
      ],
      kubectl: `kubectl logs web | grep ${SECRET}`,
    }),
  );
  expect(JSON.stringify(shown)).not.toContain("abcdefghijkl");
  expect(shown.body[4]).toEqual({ table: { columns: ["A"], rows: [["plain"], ["‹redacted›"]] } });
});

test("a reply without one is left as it is", () => {
  const plain = reply.ok(say`Scaled ${"deploy/web"}`, {
    body: [{ table: { columns: ["NAME"], rows: [["web"]] } }, { code: "GET /token 200" }],
  });
  expect(discreet(plain)).toEqual(plain);
});
