export const COLUMNS = 78;

/** Other people's text on one line: no control characters, none that turn the direction of writing; our ellipses as ASCII has them. */
export const plainText = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replaceAll('…', '...')
    .trim();

export interface WrapOptions {
  /** What stands before the first line; later lines get as many blanks. */
  readonly lead?: string;
  readonly columns?: number;
}

/** Words in lines of at most 78 columns; a word that is longer stands alone. */
export function wrapText(text: string, { lead = '', columns = COLUMNS }: WrapOptions = {}): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of plainText(text).split(/\s+/)) {
    if (line !== '' && lead.length + line.length + 1 + word.length > columns) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((part, n) => `${n === 0 ? lead : ' '.repeat(lead.length)}${part}`.trimEnd());
}

/** Text of at most `limit` words. */
export function limitWords(text: string, limit: number): string {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return words.length <= limit ? words.join(' ') : `${words.slice(0, limit - 1).join(' ')} …`;
}
