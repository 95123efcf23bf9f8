/** HTML that is written by hand, as little as there is of it. */

/** Markup that may be put into a page as it is. */
export interface Html {
  readonly html: string;
}

/** html`<b>${name}</b>`: what is put in is escaped, unless it is Html itself. A list is put in piece by piece. */
export function html(literals: TemplateStringsArray, ...values: readonly (Piece | readonly Piece[])[]): Html {
  return {
    html: literals.reduce((all, words, i) => all + [values[i - 1] ?? ""].flat().map(piece).join("") + words),
  };
}

type Piece = string | number | Html | undefined;

const piece = (value: Piece): string =>
  typeof value === "object" ? value.html : value === undefined ? "" : escape(String(value));

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** An attribute that is there or not: `checked`, `required`. */
export const flag = (name: string, on: unknown): Html => ({ html: on ? ` ${name}` : "" });
