import { describe, expect, it } from 'vitest';
import type { CommitText, Embedder } from '../types.ts';

const TEXTS: readonly CommitText[] = [
  { message: 'net: fix the memory leak in the driver', paths: ['drivers/net/a.c'], identifiers: ['a_open', 'a_close'] },
  { message: 'add a mutex lock to the network buffer', paths: ['net/core/buffer.c'], identifiers: ['buffer_lock'] },
  { message: 'net: fix the memory leak in the driver', paths: ['drivers/net/a.c'], identifiers: ['a_open', 'a_close'] },
  { message: '', paths: [], identifiers: [] },
];

const norm = (vector: Float32Array): number => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

/** What every embedder keeps, whichever way it works. */
export const describeEmbedder = (name: string, open: () => Promise<Embedder>): void => {
  describe(`${name} keeps the contract of embedders`, () => {
    it('gives one unit vector of its length for each text, in order', async () => {
      const embedder = await open();
      const vectors = await embedder.embed(TEXTS);
      expect(vectors.map((vector) => vector.length)).toEqual(TEXTS.map(() => embedder.dimensions));
      for (const vector of vectors.slice(0, 3)) expect(norm(vector)).toBeCloseTo(1, 5);
      const alone = await embedder.embed([TEXTS[1]]);
      expect(cosine(alone[0], vectors[1])).toBeCloseTo(1, 4);
    });

    it('gives zeros for a text without anything in it', async () => {
      const embedder = await open();
      const vectors = await embedder.embed(TEXTS);
      expect(norm(vectors[3])).toBe(0);
    });

    it('gives equal texts equal vectors and other texts other ones', async () => {
      const embedder = await open();
      const [first, second, third] = await embedder.embed(TEXTS);
      expect(cosine(first, third)).toBeCloseTo(1, 5);
      expect(cosine(first, second)).toBeLessThan(0.9999);
    });

    it('answers an empty list with an empty list', async () => {
      expect(await (await open()).embed([])).toEqual([]);
    });

    it('names itself the same each time, with its length', async () => {
      const [one, two] = [await open(), await open()];
      expect(one.id).toBe(two.id);
      expect(one.id).toContain(String(one.dimensions));
    });

    it('stops when it is told to', async () => {
      const embedder = await open();
      await expect(embedder.embed(TEXTS, AbortSignal.abort())).rejects.toThrow();
    });
  });
};

const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, k) => sum + value * b[k], 0);
