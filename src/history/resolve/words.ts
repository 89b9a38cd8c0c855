import { foldWords } from './fold.ts';

/** Finds subjects by the rare words that they share. */
export interface WordFinder {
  /** Rows, those that share most rare words first. */
  find(folded: string, limit: number): readonly number[];
}

/** How many words of a question are looked up, the rarest ones. */
const WORDS_ASKED = 6;
/** A word of more subjects tells nothing, unless it is the rarest. */
const COMMON = 4000;

export function buildWordFinder(subjects: Iterable<string>): WordFinder {
  const rowsOf = new Map<string, number[]>();
  let row = 0;
  for (const subject of subjects) {
    for (const word of foldWords(subject)) add(rowsOf, word, row);
    row += 1;
  }
  return { find: (folded, limit) => find(rowsOf, folded, limit) };
}

function add(rowsOf: Map<string, number[]>, word: string, row: number): void {
  const rows = rowsOf.get(word);
  if (rows === undefined) rowsOf.set(word, [row]);
  else if (rows.at(-1) !== row) rows.push(row);
}

function find(rowsOf: ReadonlyMap<string, readonly number[]>, folded: string, limit: number): readonly number[] {
  const known = [...new Set(folded.split(' '))].flatMap((word) => {
    const rows = rowsOf.get(word);
    return rows === undefined ? [] : [rows];
  });
  known.sort((a, b) => a.length - b.length);
  const shared = new Map<number, number>();
  known.slice(0, WORDS_ASKED).forEach((rows, at) => {
    if (at > 0 && rows.length > COMMON) return;
    for (const row of rows) shared.set(row, (shared.get(row) ?? 0) + 1);
  });
  return [...shared]
    .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, limit)
    .map(([row]) => row);
}
