/**
 * What an answer must have for us to go on with it. Checked once, where it arrives, and only what everybody relies on: a
 * gateway may answer 200 with anything at all, and that is no bug of ours.
 */
import type { KubeObject } from "../../kubernetes/object.ts";

export type Shape<T> = (body: unknown) => body is T;

export const isRecord = (body: unknown): body is Readonly<Record<string, unknown>> =>
  typeof body === "object" && body !== null && !Array.isArray(body);

export const isObject = (body: unknown): body is KubeObject =>
  isRecord(body) && isRecord(body.metadata) && typeof body.metadata.name === "string";

/** What a change is answered with: the object, or (a deletion) that it is done. */
export const isObjectOrStatus = (body: unknown): body is KubeObject =>
  isObject(body) || (isRecord(body) && body.kind === "Status");

/** A list that may be missing or null, as Go writes an empty one, of what `is` says. */
export const isListOf = <T>(list: unknown, is: Shape<T>): boolean =>
  list === undefined || list === null || (Array.isArray(list) && list.every((one) => is(one)));

export interface ObjectList {
  readonly apiVersion?: string;
  readonly metadata?: { readonly continue?: string; readonly resourceVersion?: string };
  readonly items: readonly KubeObject[] | null;
}

export const isObjectList = (body: unknown): body is ObjectList =>
  isRecord(body) && isRecord(body.metadata ?? {}) && "items" in body && isListOf(body.items, isObject);
