import { describe, expect, it } from 'vitest';
import { FIELD, hashBytes, toTerm } from './hashed-terms.ts';
import type { HashedTerms } from './hashed-terms.ts';
import { buildLearnedId, decodeModel, encodeModel } from './learned-codec.ts';
import { learnEmbedding, projectTerms } from './learned.ts';
import { seededRandom } from './random.ts';

const term = (word: string): number => {
  const bytes = Buffer.from(word);
  return toTerm(FIELD.word, hashBytes(bytes, 0, bytes.length));
};

const document = (words: readonly string[]): HashedTerms => {
  const hashes = Uint32Array.from(new Set(words.map(term))).sort();
  return { hashes, counts: new Uint8Array(hashes.length).fill(1) };
};

/** Two topics of 20 words each; every document has six words of one of them. */
const corpus = (count: number): HashedTerms[] => {
  const random = seededRandom(5);
  return Array.from({ length: count }, (_, i) =>
    document(Array.from({ length: 6 }, () => `${i % 2 === 0 ? 'lock' : 'leak'}${Math.floor(random() * 20)}`)),
  );
};

const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, k) => sum + value * b[k], 0);

describe('the learned embedding', () => {
  it('puts documents of one topic near each other though they share no word', () => {
    const model = learnEmbedding(corpus(400));
    const one = projectTerms(model, document(['lock1', 'lock2', 'lock3', 'lock4']));
    const same = projectTerms(model, document(['lock11', 'lock12', 'lock13', 'lock14']));
    const other = projectTerms(model, document(['leak1', 'leak2', 'leak3', 'leak4']));
    expect(cosine(one, same)).toBeGreaterThan(cosine(one, other) + 0.1);
  });

  it('is the same to the byte each time it is learned', () => {
    expect(encodeModel(learnEmbedding(corpus(300)))).toEqual(encodeModel(learnEmbedding(corpus(300))));
  });

  it('does not depend on anything but the documents it samples', () => {
    const documents = corpus(120);
    const asked: number[] = [];
    const model = learnEmbedding({ length: 120, at: (row) => (asked.push(row), documents[row]) });
    expect(asked).toEqual(documents.map((_, row) => row));
    expect(encodeModel(model)).toEqual(encodeModel(learnEmbedding(documents)));
  });

  it.each([0, 1, 3])('knows nothing of a history of %i commits, and says zeros', (count) => {
    const model = learnEmbedding(corpus(count));
    expect(projectTerms(model, document(['lock1']))).toEqual(new Float32Array(model.dimensions));
  });

  it('learns from lines and whole subjects nothing', () => {
    const lines = corpus(100).map(({ hashes, counts }) => ({
      hashes: hashes.map((hash) => ((hash & 0x1fffffff) | (FIELD.addedLine << 29)) >>> 0).sort(),
      counts,
    }));
    expect(learnEmbedding(lines).vocabulary).toHaveLength(0);
  });
});

describe('the bytes of a learned model', () => {
  const model = learnEmbedding(corpus(200));

  it('give the model back', () => {
    expect(decodeModel(encodeModel(model))).toEqual(model);
    expect(buildLearnedId(decodeModel(encodeModel(model)))).toBe(buildLearnedId(model));
  });

  it('are refused with any one byte changed or cut off', () => {
    const bytes = encodeModel(model);
    for (let at = 0; at < bytes.length; at += 101) {
      const damaged = bytes.slice();
      damaged[at] ^= 0x40;
      expect(() => decodeModel(damaged), `byte ${at}`).toThrow(/run: autosel index/);
      expect(() => decodeModel(bytes.subarray(0, at))).toThrow(/run: autosel index/);
    }
  });

  it('name another content another id', () => {
    expect(buildLearnedId(learnEmbedding(corpus(201)))).not.toBe(buildLearnedId(model));
  });
});
