import { badRequest, StatusError } from "../status.ts";

/**
 * The resourceVersion of a list: "not older than this". Ours is always the newest, so only its form and future matter.
 * @throws BadRequest, Timeout when the version is still to come
 */
export function checkVersion(query: URLSearchParams, current: number): void {
  const text = query.get("resourceVersion") ?? "";
  if (text === "") return;
  if (!/^\d+$/.test(text)) throw badRequest(`invalid resource version: ${unparsable(text)}`);
  if (Number(text) > current) throw tooLarge(Number(text), current);
}

export const unparsable = (text: string): string =>
  `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`;

export const tooLarge = (wanted: number, current: number): StatusError =>
  new StatusError(504, "Timeout", `Timeout: Too large resource version: ${wanted}, current: ${current}`, {
    causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
    retryAfterSeconds: 1,
  });
