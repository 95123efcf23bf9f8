import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { impersonation } from "../../../src/cluster/connection/identity.ts";

describe("impersonation", () => {
  test("names the user, each group and what else is known", () => {
    const extra = { "example.com/team": ["shop", "billing"], "(x)": ["1"] };
    expect(impersonation({ user: "ann@example.com", groups: ["devs", "oncall"], extra })).toEqual({
      "Impersonate-User": "ann@example.com",
      "Impersonate-Group": ["devs", "oncall"],
      "Impersonate-Extra-example.com%2Fteam": ["shop", "billing"],
      "Impersonate-Extra-%28x%29": ["1"],
    });
  });

  test.each([
    ["", ["devs"]],
    ["ann\r\nImpersonate-Group: system:masters", []],
    ["ann\n", []],
    [" ann", []],
    ["system:admin", []],
    ["system:serviceaccount:kube-system:default", []],
    ["ann", ["system:masters"]],
    ["ann", ["devs", ""]],
    ["ann", ["devs\u0000"]],
  ])("refuses the user %j with the groups %j", (user, groups) => {
    expect(() => impersonation({ user, groups })).toThrow(expect.objectContaining({ code: "unidentified" }));
  });

  test("refuses extra fields as strictly", () => {
    for (const extra of [{ "": ["x"] }, { team: ["a\r\nb"] }, { team: [""] }]) {
      expect(() => impersonation({ user: "ann", groups: [], extra })).toThrow(
        expect.objectContaining({ code: "unidentified" }),
      );
    }
  });

  test("whatever the names, no header holds a line break or names what is the cluster's own", () => {
    const name = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom("system:masters", "a\r\nb", "ü"));
    fc.assert(
      fc.property(name, fc.array(name), fc.dictionary(name, fc.array(name)), (user, groups, extra) => {
        let headers: Readonly<Record<string, string | readonly string[]>>;
        try {
          headers = impersonation({ user, groups, extra });
        } catch {
          return;
        }
        for (const [key, value] of Object.entries(headers)) {
          expect(key).toMatch(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/);
          for (const line of [value].flat()) expect(line).toMatch(/^[\x20-\x7e\x80-\xff]+$/);
        }
        expect([headers["Impersonate-User"], headers["Impersonate-Group"]].flat()).not.toContainEqual(
          expect.stringMatching(/^system:/),
        );
      }),
    );
  });
});
