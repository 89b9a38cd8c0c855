/**
 * Characters that move, colour or hide text: controls, directions, zero widths, tags, variation selectors. They stand in the answer by
 * their number, so that a member sees that they are there.
 */
const unseen = /\p{Cc}|\p{Cf}|[\u2028\u2029]|[\u{FE00}-\u{FE0F}]|[\u{E0100}-\u{E01EF}]/gu;

/** Text of a repository or mail for a model: lines and tabs stay, everything that cannot be seen is written as `<U+202E>`. */
export function showPlain(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replace(unseen, showUnseen);
}

/** The same on one line. */
export const showLine = (text: string): string => showPlain(text.replace(/\s+/g, ' ')).trim();

/** At most `limit` characters of one line. */
export function showShort(text: string, limit: number): string {
  const line = showLine(text.slice(0, limit * 4));
  const letters = [...line];
  return letters.length <= limit && text.length <= limit * 4 ? line : `${letters.slice(0, limit - 1).join('')}…`;
}

function showUnseen(letter: string): string {
  if (letter === '\n' || letter === '\t') return letter;
  return `<U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`;
}
