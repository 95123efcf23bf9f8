/** Text from clusters, people and alerts in which nothing moves a cursor, reorders or hides. For every surface alike. */

const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-_])|\u009b[0-?]*[ -/]*[@-~]/g;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** They reorder or hide what is read (a name that only looks like another), so they are shown by their number. */
const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|[\u{e0000}-\u{e007f}]/gu;

/** Most cells of a table of ten thousand pods are this, and need none of the passes below. */
const PRINTABLE = /^[\x20-\x7e]*$/;

/** Every character can be seen, and lines and tabs are all that is left of layout. */
export const visible = (data: string): string =>
  PRINTABLE.test(data)
    ? data
    : data
        .toWellFormed()
        .replace(ANSI, "")
        .replace(/\r\n?/g, "\n")
        .replace(CONTROL, "")
        .replace(
          INVISIBLE,
          (hidden) => `[U+${(hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`,
        );

/** On one line: with a line break of its own, data could start a line that looks like ours. */
export const oneLine = (data: string): string =>
  PRINTABLE.test(data) ? data : visible(data).replaceAll("\n", " ⏎ ").replaceAll("\t", " ");
