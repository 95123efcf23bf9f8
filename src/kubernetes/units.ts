/** What numbers over time are counted in: how one of them reads in a sentence, and how an axis is divided. Pure. */
import { cores, mebibytes } from "./quantity.ts";

interface Printing {
  readonly print: (value: number) => string;
  /**
   * Round numbers on an axis are round in the unit that is printed: 256Mi, not 244Mi.
   * @param top the highest number on the axis
   */
  readonly axis: (top: number) => Division;
}

export interface Division {
  /** How many of ours one printed unit is. */
  readonly per: number;
  readonly suffix: string;
}

const short = (value: number, digits = 3): string => String(Number(value.toPrecision(digits)));

const BYTES: readonly Division[] = [
  { per: 2 ** 30, suffix: "Gi" },
  { per: 2 ** 20, suffix: "Mi" },
  { per: 2 ** 10, suffix: "Ki" },
];
const bytes = (top: number, after = ""): Division => {
  const { per, suffix } = BYTES.find((one) => top >= 2 * one.per) ?? { per: 1, suffix: "B" };
  return { per, suffix: suffix + after };
};

export const UNITS = {
  cores: {
    print: cores,
    axis: (top) => (top < 3 ? { per: 0.001, suffix: "m" } : { per: 1, suffix: " cores" }),
  },
  bytes: { print: mebibytes, axis: (top) => bytes(top) },
  "bytes/s": {
    print: (value) => (value < 2 ** 20 ? `${short(value / 1024)}Ki/s` : `${mebibytes(value)}/s`),
    axis: (top) => bytes(top, "/s"),
  },
  "1/s": { print: (value) => `${short(value)}/s`, axis: () => ({ per: 1, suffix: "/s" }) },
  share: { print: (value) => `${short(value * 100)}%`, axis: () => ({ per: 0.01, suffix: "%" }) },
  seconds: {
    print: (value) => (value < 1 ? `${Math.round(value * 1000)}ms` : `${short(value)}s`),
    axis: (top) => (top < 2 ? { per: 0.001, suffix: "ms" } : { per: 1, suffix: "s" }),
  },
  count: { print: (value) => String(Math.round(value)), axis: () => ({ per: 1, suffix: "" }) },
  number: { print: (value) => short(value, 6), axis: () => ({ per: 1, suffix: "" }) },
} as const satisfies Record<string, Printing>;

export type Unit = keyof typeof UNITS;
