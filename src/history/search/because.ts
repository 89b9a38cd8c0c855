import { FIELD, fieldOf } from '../../models/index.ts';
import type { HashedTerms } from '../../models/index.ts';
import { findPostings } from './channel-sums.ts';
import { CHANNELS, inField, lowerBound } from './lexical.ts';
import type { Lexicon } from './lexical.ts';
import { plural } from '../../plural.ts';

const MOST = 8;
const MOST_OF_A_KIND = 3;

interface Shared {
  readonly field: number;
  readonly text: string;
  readonly weight: number;
}

/** What a row has in common with the query, the rarest first: at most 8 short phrases for people. */
export const listReasons = (request: {
  readonly lexicon: Lexicon;
  readonly query: HashedTerms;
  readonly texts: ReadonlyMap<number, string>;
  readonly row: number;
  readonly limit: number;
}): string[] => {
  const shared: Shared[] = [];
  const lines = { added: 0, same: 0 };
  request.query.hashes.forEach((term, i) => {
    for (const { from, to } of CHANNELS) {
      if (from !== fieldOf(term)) continue;
      const weight = sharedWeight(request, inField(term, to));
      if (weight === 0) continue;
      if (from === FIELD.oldLine && to === FIELD.addedLine) lines.added += 1;
      else if (from === FIELD.addedLine) lines.same += 1;
      else if (from === to && from !== FIELD.oldLine) {
        shared.push({ field: from, text: request.texts.get(term) ?? '', weight: weight * request.query.counts[i] });
      }
    }
  });
  shared.sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1));
  return [...lineReasons(lines), ...termReasons(shared)].slice(0, MOST);
};

/** Rarity of a term that the row holds, 0 when it does not hold it. */
const sharedWeight = (
  request: { readonly lexicon: Lexicon; readonly row: number; readonly limit: number },
  term: number,
): number => {
  const { from, to } = findPostings(request.lexicon, term, request.limit);
  const at = lowerBound(request.lexicon.rows, request.row, from, to);
  return at < to && request.lexicon.rows[at] === request.row ? Math.log(1 + request.limit / (to - from)) : 0;
};

const lineReasons = (lines: { readonly added: number; readonly same: number }): string[] => [
  ...(lines.added > 0 ? [`it added ${plural(lines.added, 'line')} that this one removes or touches`] : []),
  ...(lines.same > 0 ? [`both add ${plural(lines.same, 'line')} alike`] : []),
];

const LABEL: Readonly<Record<number, (text: string) => string>> = {
  [FIELD.word]: (text) => `word ${text.toLowerCase()}`,
  [FIELD.path]: (text) => `file ${text}`,
  [FIELD.folder]: (text) => `folder ${text}`,
  [FIELD.functionName]: (text) => `function ${text}`,
  [FIELD.identifier]: (text) => `name ${text}`,
  [FIELD.subject]: (text) => `subject "${text}"`,
};

const termReasons = (shared: readonly Shared[]): string[] => {
  const seen = new Map<number, number>();
  const reasons: string[] = [];
  for (const { field, text } of shared) {
    const before = seen.get(field) ?? 0;
    if (before === MOST_OF_A_KIND || text === '') continue;
    seen.set(field, before + 1);
    reasons.push(LABEL[field](text));
  }
  return reasons;
};
