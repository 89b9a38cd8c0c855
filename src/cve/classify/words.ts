import { buildMaskedBody, buildMaskedSubject } from '../../history/index.ts';
import type { SparseRow } from './sparse.ts';
import type { CveText } from './known.ts';

/** Columns of the words that are learned from. */
export interface Vocabulary {
  readonly columns: ReadonlyMap<string, number>;
  /** How rare each is: log of texts for each text that has it. */
  readonly rarity: Float64Array;
}

/** Words of fewer texts than these say nothing yet. */
const LEAST_TEXTS = 3;
/** Logs and traces fill the longest messages. */
const MOST_READ = 20_000;

/** Words of subject, message and paths, each once, lower case; of identifiers the parts. */
export function listWords({ subject, body, paths }: CveText): ReadonlySet<string> {
  const text = `${buildMaskedSubject(subject)} ${buildMaskedBody(body.slice(0, MOST_READ))} ${paths.slice(0, 30).join(' ')}`;
  return new Set(text.toLowerCase().match(/[a-z]{2,24}/g) ?? []);
}

export function buildVocabulary(texts: readonly ReadonlySet<string>[]): Vocabulary {
  const counts = new Map<string, number>();
  for (const words of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= LEAST_TEXTS);
  return {
    columns: new Map(kept.map(([word], column) => [word, column])),
    rarity: Float64Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1),
  };
}

/** The known words of a text, by rarity, of length one. */
export function weighWords(words: ReadonlySet<string>, { columns, rarity }: Vocabulary): SparseRow {
  const found = [...words].flatMap((word) => columns.get(word) ?? []);
  const length = Math.sqrt(found.reduce((sum, column) => sum + rarity[column] ** 2, 0));
  return { columns: found, values: found.map((column) => rarity[column] / (length || 1)) };
}
