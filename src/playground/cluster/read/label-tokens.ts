/** "app", "=", "!=", "in", "(", and "" at the end. */
export interface Token {
  readonly text: string;
  /** A key or a value: anything without a meaning of its own. */
  readonly isWord: boolean;
}

const TOKEN = /==|!=|[=!<>(),]|[^\s=!<>(),]+/g;
const MEANINGS: ReadonlySet<string> = new Set(["=", "==", "!=", "!", "<", ">", "(", ")", ",", "in", "notin", ""]);

export interface Tokens {
  /** @param wordsOnly where "in" and "notin" are keys and values like others */
  peek(wordsOnly?: boolean): Token;
  next(wordsOnly?: boolean): Token;
}

/** A label selector, word by word, as apimachinery's labels.Lexer reads it. */
export function tokensOf(selector: string): Tokens {
  const texts = [...(selector.match(TOKEN) ?? [])];
  const peek = (wordsOnly = true): Token => {
    const text = texts[0] ?? "";
    return { text, isWord: !MEANINGS.has(text) || (wordsOnly && /^(not)?in$/.test(text)) };
  };
  return {
    peek,
    next(wordsOnly) {
      const token = peek(wordsOnly);
      texts.shift();
      return token;
    },
  };
}
