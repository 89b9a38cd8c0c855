/** A text as quotes are compared: without white space, with straight quotation marks. */
export const squeeze = (text: string): string =>
  text
    .replaceAll(/\s+/g, '')
    .replaceAll(/[“”„]/g, '"')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replaceAll('…', '...');

/** The pieces of a quote between `...`, squeezed. */
const piecesOf = (quote: string): readonly string[] =>
  squeeze(quote)
    .replaceAll(/\[\.\.\.\]|\(\.\.\.\)/g, '...')
    .split('...')
    .filter((piece) => piece !== '');

/** Whether a squeezed text holds the pieces of a quote in their order. A quote of nothing does not occur. */
export function occurs(squeezed: string, quote: string): boolean {
  const pieces = piecesOf(quote);
  let from = 0;
  for (const piece of pieces) {
    const at = squeezed.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return pieces.length > 0;
}

/** A squeezed text with the line that each of its characters stands in. */
export interface SqueezedLines {
  readonly text: string;
  /** Offset of each line's first character. */
  readonly starts: readonly number[];
}

export function squeezeLines(text: string): SqueezedLines {
  const starts: number[] = [];
  const parts: string[] = [];
  let length = 0;
  for (const line of text.split('\n')) {
    starts.push(length);
    const part = squeeze(line);
    parts.push(part);
    length += part.length;
  }
  return { text: parts.join(''), starts };
}

/** Lines, counted from 1, in which a quote begins. */
export function linesWith({ text, starts }: SqueezedLines, quote: string): readonly number[] {
  const [first] = piecesOf(quote);
  if (first === undefined) return [];
  const found: number[] = [];
  for (let at = text.indexOf(first); at >= 0 && found.length < 500; at = text.indexOf(first, at + 1))
    if (occurs(text.slice(at, at + 20_000), quote)) found.push(lineAt(starts, at));
  return found;
}

/** Empty lines begin where the next one does: the last of them holds the character. */
function lineAt(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
