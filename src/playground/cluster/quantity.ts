import { quantity } from "./controllers/objects/quantity.ts";

const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const DECIMAL = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

/** A quantity the way the API server stores it: "0.5" becomes "500m", "1024Mi" becomes "1Gi". */
export function canonical(text: string | number): string {
  return format(quantity(text), isBinary(text));
}

/** @param like a quantity in whose style to write: memory in powers of 1024, counts in powers of 1000 */
export const formatLike = (value: number, like: string | number): string => format(value, isBinary(like));

const isBinary = (text: string | number): boolean => String(text).endsWith("i");

function format(value: number, binary: boolean): string {
  if (value === 0) return "0";
  // Below 1024 a binary quantity is written as a plain number, and below 1 only decimal suffixes exist.
  if (binary && Math.abs(value) >= 1024) return scaledDown(value, 1024, BINARY);
  return scaledDown(Math.round(value * 1e9), 1000, DECIMAL);
}

function scaledDown(value: number, base: number, suffixes: readonly string[]): string {
  let step = 0;
  while (value % base === 0 && step < suffixes.length - 1) {
    value /= base;
    step += 1;
  }
  return `${value}${suffixes[step]}`;
}
