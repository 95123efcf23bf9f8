/**
 * Takes credentials out of text that leaves: log lines of this process, pod logs, the audit trail. Best effort, by their
 * looks: nobody here can read the cluster's Secrets to compare with.
 *
 * Linear in the length of the text, whatever it holds, because pods choose it. Two rules keep it so: a pattern starts
 * only where a run of its characters starts (the lookbehinds), and what can repeat inside it has a limit.
 */

const HIDDEN = "‹redacted›";

/** Keys whose value is the secret, at the end of the key: `password` and `DB_PASSWORD`, but not `secretName`. */
const KEYS = "pass(?:word|wd|phrase)|pwd|secret|token|(?:api|access|private|secret)[_-]?key|credentials?|response_url";

/** `key=value`, `key: value`, `"key":"value"`, and the last inside a JSON string, where quotes wear backslashes. */
const ASSIGNED = new RegExp(
  `((?:${KEYS})(\\\\{0,3}["']?)\\s{0,3}(?::|=)\\s{0,3})` +
    `(?!true\\b|false\\b|null\\b)` +
    `(\\\\{1,3}["'][^"'\\\\\\n]*|"(?:[^"\\\\\\n]|\\\\.)*|'(?:[^'\\\\\\n]|\\\\.)*|[^\\s"'\\\\,;&)}\\]]+)`,
  "gi",
);

const LOOKS: readonly RegExp[] = [
  // Slack: bot, user, app, refresh and rotated tokens; and the URLs that let anybody post
  /(?<![a-z0-9])(?:xox[a-z](?:\.xox[a-z])?|xapp)-[A-Za-z0-9-]{8,}/gi,
  /(?<=\/\/hooks\.slack(?:-gov)?\.com\/)[^\s"'\\<>]+/gi,
  /(?<=\b(?:Bearer|Basic) )[A-Za-z0-9._~+/=-]{8,}/gi,
  // JSON Web Tokens, service account tokens among them: a header that starts with {" and two more parts
  /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  // AWS access keys, GitHub tokens
  /(?<![A-Z0-9])A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Z0-9])/g,
  /(?<![A-Za-z0-9])gh[a-z]_[A-Za-z0-9]{30,}|github_pat_\w{30,}/g,
  // A private key up to its end, or as much as a key can be where the end is cut off. Never beyond a quote: JSON stays JSON.
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----(?:(?!-----END)[^"]){0,16384}(?:-----END [A-Z0-9 ]{0,40}-----)?/g,
  // https://user:password@host
  /(?<=:\/\/)[^\s/@"'\\?#]+(?=@)/g,
];

/** One line of a private key that was cut at both ends, or any blob of that size. Digests are hexadecimal and stay. */
const BLOB = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{64,}={0,2}/g;
const looksRandom = (run: string): boolean => /[A-Z]/.test(run) && /[a-z]/.test(run) && /[0-9]/.test(run);

/** @returns the text with ‹redacted› in place of what looks like a credential; JSON stays valid JSON */
export function redact(text: string): string {
  let clean = text.replace(ASSIGNED, (_, key: string, quote: string, value: string) => key + hide(quote, value));
  for (const look of LOOKS) clean = clean.replace(look, HIDDEN);
  return clean.replace(BLOB, (run) => (looksRandom(run) ? HIDDEN : run));
}

/** The opening quote stays, the closing one was not taken. A bare value after a quoted key is JSON: it becomes a string. */
function hide(quote: string, value: string): string {
  const opening = /^\\*["']/.exec(value)?.[0];
  return opening !== undefined ? opening + HIDDEN : quote + HIDDEN + quote;
}
