/** Kubernetes' resource.Quantity, read and printed (apimachinery pkg/api/resource). */

const UNITS: Readonly<Record<string, number>> = {
  ...{ "": 1, n: 1e-9, u: 1e-6, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
};

/** "250m" is 0.25 (cores), "1Gi" is 1073741824 (bytes). 0 for nothing, and for what is none: objects come from anywhere. */
export function quantity(text: string | number | undefined): number {
  const [, digits, unit = ""] = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(String(text ?? "")) ?? [];
  const value = Number(digits) * (UNITS[unit] ?? Number.NaN);
  return Number.isFinite(value) ? value : 0;
}

/** As kubectl top prints it: whole millicores. */
export const cores = (value: number): string => `${Math.ceil(value * 1000 - 1e-6)}m`;

/** As kubectl top prints it: whole mebibytes. */
export const mebibytes = (value: number): string => `${Math.floor(value / 2 ** 20)}Mi`;
