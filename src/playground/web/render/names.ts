/** Who and what the workspace calls by an id. */
import type { Directory } from "../../slack/workspace/directory.ts";

export type Names = Pick<Directory, "users" | "channels">;

export interface Named {
  readonly id: string;
  readonly name: string;
}

export const nameOf = (id: string, { users, channels }: Names): string =>
  users.get(id)?.name ?? channels.get(id)?.name ?? id;

/** Where several people are together. */
export const PLACES: readonly string[] = ["public", "private"];

export const openTo = ({ channels }: Names, kinds: readonly string[]): readonly Named[] =>
  [...channels.values()].filter(({ kind }) => kinds.includes(kind));
