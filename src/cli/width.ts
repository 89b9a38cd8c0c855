/** Columns that a text takes on a terminal: wide East Asian letters and emoji two, combining marks none. */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/u;

function letterWidth(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (NONE.test(letter)) return 0;
  return WIDE.test(letter) ? 2 : 1;
}

/** The text cut to at most `columns`, with `…` where something is left out. */
export function fitText(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  if (columns < 1) return '';
  let kept = '';
  let width = 0;
  for (const letter of text) {
    width += letterWidth(letter);
    if (width > columns - 1) break;
    kept += letter;
  }
  return `${kept}…`;
}

/** Control characters of untrusted text, shown as `?`: they could rewrite the terminal. */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '?');
}
