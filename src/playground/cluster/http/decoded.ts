/** Percent-decoding that takes text with a stray "%" literally, as Go's server does, rather than failing. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
