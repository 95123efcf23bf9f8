/** A Text as Slack's mrkdwn, and as the plain words of a notification. */
import type { Tone } from "../../../core/reply.ts";
import { type Text, weave } from "../../../core/text.ts";
import { type Cut, cut } from "./cut.ts";
import { escape, inline } from "./harmless.ts";
import { oneLine } from "../../../core/visible.ts";
import { LIMITS } from "./limits.ts";

/** The emoji for the eye, the word for who cannot see it: a screen reader calls :x: "x". */
export const MARK: Readonly<Record<Tone, string>> = {
  ok: ":white_check_mark: *OK:* ",
  info: ":information_source: ",
  warn: ":warning: *Warning:* ",
  fail: ":x: *Failed:* ",
};

const SPOKEN: Readonly<Record<Tone, string>> = { ok: "OK: ", info: "", warn: "Warning: ", fail: "Failed: " };

/** Our words may format, data may not. At most `max` characters, with an ellipsis where something is left out. */
export function mrkdwn(text: Text, max: number = LIMITS.text): Cut {
  const parts = text.literals.flatMap((words, i) => [
    { raw: words, draw: escape },
    ...(i < text.values.length ? [{ raw: oneLine(text.values[i] ?? ""), draw: inline }] : []),
  ]);
  let drawn = "";
  for (const { raw, draw } of parts) {
    const whole = draw(raw);
    if (drawn.length + whole.length > max) {
      const room = max - drawn.length - 3; // for the ellipsis, and the two backticks that `inline` may add
      return { text: `${drawn}${room > 0 ? draw(cut(raw, room).text) : ""}…`.slice(0, max), cut: true };
    }
    drawn += whole;
  }
  return { text: drawn, cut: false };
}

/** No markup at all: for the push notification, the screen reader and places that only take text. */
export function notification(tone: Tone, title: Text): string {
  const words = weave(title, (ours) => ours.replaceAll("`", ""), oneLine).trim();
  const shown = cut(words, LIMITS.notification - SPOKEN[tone].length - 1);
  return `${SPOKEN[tone]}${escape(shown.text)}${shown.cut ? "…" : ""}` || "Answer";
}
