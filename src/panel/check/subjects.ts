/** Letters and digits alone: case, quotes, white space and punctuation do not tell subjects apart. */
const fold = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');

/** A cut subject must keep so many letters to be told from others. */
const LEAST = 12;

/**
 * Whether `given` is a way to write the subject `actual`: other case or quotes, cut at the end, with `...` for a part, or without its
 * `area:` prefixes. A revert is not what it reverts.
 */
export function subjectFits(given: string, actual: string): boolean {
  const whole = fold(actual);
  const pieces = given
    .split(/\.{3,}|…/)
    .map(fold)
    .filter((piece) => piece !== '');
  if (pieces.length === 0) return false;
  if (fold(given) === whole) return true;
  // Words around it, as a log prints a day or a name, do not make it another subject; `Revert` does.
  if (whole.length >= LEAST && fold(given).includes(whole) && /revert/i.test(given) === /revert/i.test(actual))
    return true;
  if (pieces.join('').length < Math.min(LEAST, whole.length)) return false;
  const headless = /^\s*(?:\.{3}|…)/.test(given);
  return startsOf(actual).some((start) => inOrder(start, pieces, headless));
}

/** The whole subject, and what is behind each `prefix: `. */
function startsOf(actual: string): readonly string[] {
  const starts = [fold(actual)];
  for (const prefix of actual.matchAll(/^[\w/.,()+& -]{1,60}?: |(?<=: )[\w/.,()+& -]{1,40}?: /g))
    starts.push(fold(actual.slice(prefix.index + prefix[0].length)));
  return starts;
}

/** The first piece begins the text, unless something before it was left out. */
function inOrder(text: string, pieces: readonly string[], headless: boolean): boolean {
  let from = 0;
  for (const [n, piece] of pieces.entries()) {
    const at = text.indexOf(piece, from);
    if (at < 0 || (n === 0 && at > 0 && !headless)) return false;
    from = at + piece.length;
  }
  return true;
}
