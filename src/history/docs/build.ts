import type { Sha } from '../../git/index.ts';
import { addPath, addWords, TermCollector } from '../../models/index.ts';
import type { HashedTerms } from '../../models/index.ts';
import { averageLengths, listMatches, sumAll } from '../search/channel-sums.ts';
import { CHANNELS, LexiconBuilder } from '../search/lexical.ts';
import { topRows } from '../search/top.ts';
import { splitDocument } from './split.ts';
import type { DocumentationHit, DocumentationIndex, Passage } from './types.ts';

/** Words of a heading say more than those below it. */
const HEADING_WEIGHT = 3;
/** One document does not fill an answer. */
const MAX_OF_ONE = 2;

const WEIGHTS: Readonly<Record<string, number>> = { words: 1, names: 1, paths: 0.5, folders: 0.3 };
const weights = Float64Array.from(CHANNELS, ({ name }) => WEIGHTS[name] ?? 0);

export interface Document {
  readonly path: string;
  readonly text: string;
}

/** The full-text half of the commit search (BM25), over passages. No model is needed. */
export function buildDocumentation(
  documents: Iterable<Document>,
  { revision, leftOut }: { readonly revision: Sha; readonly leftOut: number },
): DocumentationIndex {
  const collector = new TermCollector();
  const builder = new LexiconBuilder();
  const passages: Passage[] = [];
  let count = 0;
  for (const { path, text } of documents) {
    count += 1;
    for (const passage of splitDocument(path, text)) {
      builder.add(termsOf(collector, passage));
      passages.push(passage);
    }
  }
  const lexicon = builder.build();
  const averages = averageLengths(lexicon);
  const totals = new Float32Array(passages.length);
  return {
    revision,
    passages: passages.length,
    documents: count,
    leftOut,
    search: (query, limit) => {
      addWords(collector, Buffer.from(query), 1);
      const matches = listMatches(lexicon, collector.take(), passages.length);
      totals.fill(0);
      sumAll({ lexicon, averages, matches }, weights, totals);
      const rows = topRows({ scores: totals, count: passages.length, limit: limit * 10, floor: 0 });
      return spread(rows.map(({ row, score }) => ({ ...passages[row], score }))).slice(0, limit);
    },
  };
}

function termsOf(collector: TermCollector, { path, heading, text }: Passage): HashedTerms {
  addPath(collector, path);
  addWords(collector, Buffer.from(path.replace(/\W+/g, ' ')), HEADING_WEIGHT);
  addWords(collector, Buffer.from(heading), HEADING_WEIGHT);
  addWords(collector, Buffer.from(text), 1);
  return collector.take();
}

function spread(hits: readonly DocumentationHit[]): readonly DocumentationHit[] {
  const counts = new Map<string, number>();
  return hits.filter(({ path }) => {
    const count = (counts.get(path) ?? 0) + 1;
    counts.set(path, count);
    return count <= MAX_OF_ONE;
  });
}
