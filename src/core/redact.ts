/**
 * Takes credentials out of text that leaves: this process's own log, pod logs, the audit trail. Best effort, by their
 * looks: the bot cannot read the cluster's Secrets to compare with.
 *
 * Pods choose the text, so the time is linear in its length, whatever it holds: each pattern opens with a literal or
 * where a run of its characters starts, and whatever repeats inside it is bounded. (An unbounded run of 10 million
 * characters also overflows V8's backtracking stack, which is an exception and not only slow.)
 */

const HIDDEN = "‹redacted›";

/** Keys whose value is the secret. They end so: `password`, `DB_PASSWORD`, `apiKey`, but not `secretName`. */
const KEYS = "pass(?:word|wd|phrase)|pwd|secret|token|(?:api|access|private|secret)[_-]?key|credentials?|response_url";

/** `key=value`, `key: value`, `"key":"value"`, and the last inside a JSON string, where quotes wear backslashes. */
const ASSIGNED = new RegExp(
  `((?:${KEYS})\\\\{0,3}["']?\\s{0,3}[:=]\\s{0,3})(?!true\\b|false\\b|null\\b)(?:` +
    `(\\\\{1,3}["'])[^"'\\\\\\n]{0,16384}|(")(?:[^"\\\\\\n]|\\\\.){0,16384}|(')(?:[^'\\\\\\n]|\\\\.){0,16384}|` +
    `[^\\s"'\\\\,;&)}\\]]{1,16384})`,
  "gi",
);

/** What is kept, if anything, is the first group. */
const LOOKS: readonly RegExp[] = [
  // Slack: bot, user, app-level, refresh and rotating tokens; and the URLs with which anybody may post
  /()(?:xox[a-z](?:\.xox[a-z])?|xapp)-[A-Za-z0-9-]{8,1000}/g,
  /(hooks\.slack(?:-gov)?\.com\/)[^\s"'\\<>]{1,1000}/g,
  /((?:Bearer|bearer|Basic|basic) )[A-Za-z0-9._~+/=-]{8,16384}/g,
  // JSON Web Tokens, a service account's among them: a header that begins with {" and two more parts
  /(?<![\w-])()eyJ[\w-]{8,16384}\.[\w-]{8,16384}\.[\w-]{0,16384}/g,
  // AWS access keys, GitHub tokens
  /()A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Z0-9])/g,
  /()(?:gh[a-z]_[A-Za-z0-9]{30,300}|github_pat_\w{30,300})/g,
  // A private key up to its end, or what can be one where the end is cut off. Never past a quote.
  /()-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----(?:(?!-----END)[^"]){0,16384}(?:-----END [A-Z0-9 ]{0,40}-----)?/g,
  // https://user:password@host
  /(:\/\/)[^\s/@"'\\?#]{1,1000}(?=@)/g,
];

/** A private key's line whose BEGIN and END were cut off, or any blob of that size. Digests are hexadecimal and stay. */
const BLOB = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{64,1000000}={0,2}/g;
const SHORTEST_BLOB = 64;
const isOfBlob = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x2f && code <= 0x39) || code === 0x2b;
const looksRandom = (run: string): boolean => /[A-Z]/.test(run) && /[a-z]/.test(run) && /[0-9]/.test(run);

/** @returns the text with ‹redacted› in place of what looks like a credential */
export function redact(text: string): string {
  let clean = text;
  for (const look of LOOKS) clean = clean.replace(look, `$1${HIDDEN}`);
  clean = clean.replace(ASSIGNED, `$1$2$3$4${HIDDEN}`); // after the others: `token: Bearer abc` is two words
  return mayHoldBlob(clean) ? clean.replace(BLOB, (run) => (looksRandom(run) ? HIDDEN : run)) : clean;
}

/**
 * Where one is, it covers an index that is a multiple of its length. Looking there first takes a twentieth of the time of
 * the pattern, which has to begin at every word: most of what redact costs a table.
 */
function mayHoldBlob(text: string): boolean {
  for (let at = 0; at < text.length; at += SHORTEST_BLOB) {
    let [from, to] = [at, at];
    while (from > 0 && isOfBlob(text.charCodeAt(from - 1))) from--;
    while (to < text.length && isOfBlob(text.charCodeAt(to))) to++;
    if (to - from >= SHORTEST_BLOB) return true;
  }
  return false;
}

const SECRET_KEY = new RegExp(`(?:${KEYS})$`, "i");

/** The same for values: a replacer for JSON.stringify, which also knows each value's key. */
export function redactValue(key: string, value: unknown): unknown {
  if (typeof value === "string") return SECRET_KEY.test(key) ? HIDDEN : redact(value);
  return typeof value === "number" && SECRET_KEY.test(key) ? HIDDEN : value;
}
