import { z } from "#kit";

/** What a query can be saved as: easy to type on a phone. */
export const queryName = () =>
  z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "write a short name in lower case, such as busy or slow-checkout");
