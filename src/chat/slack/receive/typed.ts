/** What a person typed, out of what Slack makes of it: entities, links and mentions back to plain characters. */

/**
 * Slack writes `<https://a.io/x|a.io/x>` for a typed address, `<#C1|ops>` for a channel, and escapes & < >.
 * Whoever is mentioned stays `<@U1>`: an id is not a word that was typed, and no command takes it for one.
 */
export const asTyped = (text: string): string => (/[<&]/.test(text) ? plainly(text) : text.trim());

const plainly = (text: string): string =>
  text
    .replace(
      /<(?:(https?:\/\/|mailto:)([^|>]*))(?:\|([^>]*))?>/g,
      (_, scheme: string, rest: string, label?: string) => label ?? scheme + rest,
    )
    .replace(/<#[A-Z0-9]+\|([^>]+)>/g, "#$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .trim();

/** A mention says the line around it: "@kubemate logs web" and "logs web @kubemate" are the same. */
export const withoutMention = (text: string, botUser: string): string =>
  unquoted(asTyped(text.replace(new RegExp(`<@${botUser}(?:\\|[^>]*)?>[:,]?`, "g"), " ")));

/** People copy a command with the backticks that it was shown in. */
const unquoted = (line: string): string => /^(`{1,3})([^`]+)\1$/s.exec(line)?.[2]?.trim() ?? line;
