import { canonical } from "../quantity.ts";
import { copy } from "../storage/copy.ts";

/** JSON of any kind, on its way to being complete. */
// biome-ignore lint: the kinds have hundreds of types; each function below knows the few fields it fills.
export type Draft = Record<string, any>;

/** Writes quantities the way the API server does. */
export function normalize(amounts: Draft | undefined): void {
  for (const [name, amount] of Object.entries(amounts ?? {})) if (amounts) amounts[name] = canonical(amount);
}

/** Sets what is missing. Empty strings and zeros count as missing where Go cannot tell them apart: `unless` names those. */
export function fill(target: Draft, defaults: Draft): void {
  for (const [field, value] of Object.entries(defaults)) target[field] ??= copy(value);
}

/** As `fill`, for fields whose Go type has no pointer: "" and 0 are "not given" there. */
export function fillEmpty(target: Draft, defaults: Draft): void {
  for (const [field, value] of Object.entries(defaults)) target[field] ||= copy(value);
}
