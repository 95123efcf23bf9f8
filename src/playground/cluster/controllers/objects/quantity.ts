const suffixes: Readonly<Record<string, number>> = {
  "": 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * Kubernetes' resource.Quantity as a number: `"250m"` is 0.25, `"32Gi"` is 34359738368.
 *
 * @throws Error when it is no quantity
 */
export function quantity(text: string | number | undefined): number {
  if (text === undefined) return 0;
  const [, digits, suffix] = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(String(text)) ?? [];
  const unit = suffixes[suffix ?? "?"];
  if (digits === undefined || unit === undefined) throw new Error(`"${text}" is not a quantity such as 250m or 32Gi`);
  return Number(digits) * unit;
}
