import { afterEach, expect, test, vi } from "vitest";
import { buildTools } from "./build.ts";

afterEach(() => vi.unstubAllEnvs());

test("a machine without Go is told what is missing", async () => {
  vi.stubEnv("PATH", "/nowhere");
  await expect(buildTools()).rejects.toThrow("built with Go, which is not on this machine: install it from go.dev.");
});
