import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD } from '../../models/index.ts';
import type { HashedTerms } from '../../models/index.ts';
import { averageLengths, findPostings, listMatches, sumAll, sumChannels } from './channel-sums.ts';
import { CHANNELS, CHANNEL_COUNT, inField, LexiconBuilder, lowerBound } from './lexical.ts';
import type { Lexicon } from './lexical.ts';

const termOf = (field: number, hash: number): number => ((field << 29) | hash) >>> 0;

const documentOf = (entries: readonly (readonly [term: number, count: number])[]): HashedTerms => {
  const counts = new Map(entries);
  const hashes = Uint32Array.from(counts.keys()).sort();
  return { hashes, counts: Uint8Array.from(hashes, (hash) => counts.get(hash)!) };
};

const term = fc
  .tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 0x1fffffff }))
  .map(([field, hash]) => termOf(field, hash % 40 === 0 ? hash : hash % 9));
const document = fc.array(fc.tuple(term, fc.integer({ min: 1, max: 255 })), { maxLength: 12 }).map(documentOf);

const lexiconOf = (documents: readonly HashedTerms[]): Lexicon => {
  const builder = new LexiconBuilder();
  for (const one of documents) builder.add(one);
  return builder.build();
};

describe('the inverted index', () => {
  it('holds for each term exactly the rows that have it, in order, with their counts', () => {
    fc.assert(
      fc.property(fc.array(document, { maxLength: 30 }), (documents) => {
        const lexicon = lexiconOf(documents);
        expect(lexicon.rowCount).toBe(documents.length);
        const expected = new Map<number, [number, number][]>();
        documents.forEach(({ hashes, counts }, row) => {
          hashes.forEach((hash, i) => expected.set(hash, [...(expected.get(hash) ?? []), [row, counts[i]]]));
        });
        expect([...lexicon.terms]).toEqual([...expected.keys()].sort((a, b) => a - b));
        lexicon.terms.forEach((hash, i) => {
          const found = [];
          for (let at = lexicon.starts[i]; at < lexicon.starts[i + 1]; at += 1)
            found.push([lexicon.rows[at], lexicon.counts[at]]);
          expect(found).toEqual(expected.get(hash));
        });
      }),
    );
  });

  it('gives documents back in the order added while it collects', () => {
    const documents = [
      documentOf([[5, 2]]),
      documentOf([]),
      documentOf([
        [5, 1],
        [9, 255],
      ]),
    ];
    const builder = new LexiconBuilder();
    for (const one of documents) builder.add(one);
    expect(documents.map((_, row) => builder.document(row))).toEqual(documents);
  });
});

const sumsOf = (lexicon: Lexicon, query: HashedTerms, limit: number, averages = averageLengths(lexicon)): number[] => {
  const walk = { lexicon, averages, matches: listMatches(lexicon, query, limit) };
  const rows = Array.from({ length: limit }, (_, row) => row);
  return [...sumChannels(walk, rows, new Uint32Array(lexicon.rowCount))];
};

describe('sums of channels', () => {
  it('do not change with what is added after the bound', () => {
    const list = fc.array(document, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(list, list, document, (older, newer, query) => {
        const [small, large] = [lexiconOf(older), lexiconOf([...older, ...newer])];
        const averages = averageLengths(small);
        expect(sumsOf(large, query, older.length, averages)).toEqual(sumsOf(small, query, older.length, averages));
      }),
    );
  });

  it('add up to the first score of every row', () => {
    const list = fc.array(document, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(list, document, (documents, query) => {
        const lexicon = lexiconOf(documents);
        const walk = {
          lexicon,
          averages: averageLengths(lexicon),
          matches: listMatches(lexicon, query, documents.length),
        };
        const weights = Float64Array.from(CHANNELS, (_, channel) => channel + 1);
        const totals = new Float32Array(documents.length);
        sumAll(walk, weights, totals);
        const sums = sumsOf(lexicon, query, documents.length);
        totals.forEach((total, row) => {
          const expected = weights.reduce(
            (sum, weight, channel) => sum + weight * sums[row * CHANNEL_COUNT + channel],
            0,
          );
          expect(Math.abs(total - expected)).toBeLessThanOrEqual(1e-5 * (1 + expected));
        });
      }),
    );
  });

  it('leave the table of slots as they found it', () => {
    const lexicon = lexiconOf([documentOf([[5, 1]]), documentOf([[5, 1]])]);
    const slots = new Uint32Array(2);
    sumChannels(
      { lexicon, averages: averageLengths(lexicon), matches: listMatches(lexicon, documentOf([[5, 1]]), 2) },
      [1],
      slots,
    );
    expect([...slots]).toEqual([0, 0]);
  });

  it('let a line that the query removes meet the commit that added it', () => {
    const line = 1234567;
    const other = documentOf([[termOf(FIELD.addedLine, 1), 1]]);
    const documents = [documentOf([[termOf(FIELD.addedLine, line), 1]]), ...Array.from({ length: 20 }, () => other)];
    const sums = sumsOf(lexiconOf(documents), documentOf([[termOf(FIELD.oldLine, line), 3]]), documents.length);
    const channel = CHANNELS.findIndex(({ name }) => name === 'lines it added');
    expect(sums[channel]).toBeGreaterThan(0);
    expect(sums.filter((sum) => sum > 0)).toHaveLength(1);
  });

  it('leave out a term that too many commits hold', () => {
    const common = documentOf([[termOf(FIELD.word, 7), 1]]);
    const lexicon = lexiconOf(Array.from({ length: 200 }, () => common));
    expect(sumsOf(lexicon, common, 200).every((sum) => sum === 0)).toBe(true);
    expect(findPostings(lexicon, termOf(FIELD.word, 7), 200)).toEqual({ from: 0, to: 200 });
  });
});

describe('small searches', () => {
  it('find where a value belongs', () => {
    fc.assert(
      fc.property(fc.uint32Array(), fc.nat(), (values, value) => {
        const sorted = values.sort();
        const found = lowerBound(sorted, value);
        expect(
          sorted.subarray(0, found).every((each) => each < value) &&
            sorted.subarray(found).every((each) => each >= value),
        ).toBe(true);
      }),
    );
  });

  it('name the same text in another field', () => {
    expect(inField(termOf(FIELD.identifier, 99), FIELD.functionName)).toBe(termOf(FIELD.functionName, 99));
  });
});
