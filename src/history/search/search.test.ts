import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePatch } from '../../git/index.ts';
import { buildSearchData } from './build.ts';
import type { SearchDocument } from './build.ts';
import { openSearchIndex, writeSearchIndex } from './file.ts';
import { makeSearchIndex } from './search.ts';
import type { SearchIndex } from './search.ts';
import { extractTerms, extractTermTexts } from './terms.ts';

const DAY = 86_400;
const AREAS = ['net', 'disk', 'sound', 'power'];
const NOUNS = ['queue', 'buffer', 'timer', 'cache', 'reset', 'probe', 'handle'];

const message = (i: number) => ({
  subject: `${AREAS[i % 4]}: change the ${NOUNS[i % 7]} number ${i}`,
  body: `It concerns ${NOUNS[(i * 3) % 7]} and ${AREAS[(i * 5) % 4]}.`,
});

const patch = (i: number) =>
  parsePatch(
    Buffer.from(
      `diff --git a/${AREAS[i % 4]}/${NOUNS[i % 7]}.c b/${AREAS[i % 4]}/${NOUNS[i % 7]}.c\nindex 1..2 100644\n--- a/${AREAS[i % 4]}/${NOUNS[i % 7]}.c\n+++ b/${AREAS[i % 4]}/${NOUNS[i % 7]}.c\n@@ -1,1 +1,1 @@ run_${NOUNS[i % 7]}(\n-\told_call_${i - 28}(value);\n+\told_call_${i}(value);\n`,
    ),
  );

const documents = (count: number): SearchDocument[] =>
  Array.from({ length: count }, (_, i) => ({ time: i * DAY, terms: extractTerms(message(i), patch(i)) }));

const COUNT = 120;
let index: SearchIndex;
beforeAll(async () => {
  index = makeSearchIndex(await buildSearchData({ key: 'k', documents: documents(COUNT) }));
});

const query = (i: number, below = i) => ({
  terms: extractTerms(message(i), patch(i)),
  time: i * DAY,
  below,
  exclude: i,
  limit: 20,
});

describe('the search for similar commits', () => {
  it('puts the commit first that added the line which the query removes', () => {
    for (let i = 30; i < COUNT; i += 1) expect(index.search(query(i))[0].row).toBe(i - 28);
  });

  it('never gives the commit itself nor one at or above the bound', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: COUNT - 1 }), fc.integer({ min: 0, max: COUNT + 5 }), (i, below) => {
        const rows = index.search({ ...query(i, below), limit: 500 }).map(({ row }) => row);
        expect(rows.every((row) => row < below && row !== i)).toBe(true);
        expect(new Set(rows).size).toBe(rows.length);
      }),
    );
  });

  it('answers as of a day as if later commits did not exist', async () => {
    const { model, ...data } = await buildSearchData({ key: 'k', documents: documents(COUNT) });
    const early = makeSearchIndex(await buildSearchData({ key: 'k', documents: documents(60), model: model! }));
    const late = makeSearchIndex({ ...data, model });
    for (let i = 60; i < 80; i += 1) {
      const rows = (search: SearchIndex) => search.search(query(i, 60)).map(({ row }) => row);
      expect(rows(late).slice(0, 10)).toEqual(rows(early).slice(0, 10));
    }
  });

  it('puts the mainline commit of a stable copy first', () => {
    const copy = {
      subject: message(50).subject,
      body: `commit 1234567890abcdef1234567890abcdef12345678 upstream.\n\n${message(50).body}`,
    };
    const found = index.search({ terms: extractTerms(copy, patch(50)), time: 70 * DAY, below: 70, limit: 3 });
    expect(found[0].row).toBe(50);
  });

  it('says what matched, in at most eight phrases', () => {
    const { terms, texts } = extractTermTexts(message(60), patch(60));
    const [first] = index.search({ ...query(60), terms, texts });
    expect(first.because.length).toBeLessThanOrEqual(8);
    expect(first.because[0]).toBe('it added 1 line that this one removes or touches');
  });

  it('knows how many commits there were before a moment', () => {
    expect([0, 1, 5 * DAY, 5 * DAY + 1, 1e12].map((time) => index.rowsBefore(time))).toEqual([0, 1, 5, 6, COUNT]);
  });

  it('finds nothing in an empty history', async () => {
    const empty = makeSearchIndex(await buildSearchData({ key: 'k', documents: [] }));
    expect(empty.search({ ...query(5), below: 99 })).toEqual([]);
  });

  it('uses given vectors of another embedder', async () => {
    const given = documents(30).map((document, i) => ({
      ...document,
      vector: Float32Array.from([i % 2, 1 - (i % 2)]),
    }));
    const other = makeSearchIndex(
      await buildSearchData({ key: 'k', documents: given, embedder: { id: 'two', dimensions: 2 } }),
    );
    expect(other.project(given[0].terms)).toBeUndefined();
    expect(other.nearest(Float32Array.from([1, 0]), 30, 15).every(({ row }) => row % 2 === 1)).toBe(true);
    expect(other.search({ ...query(9), vector: Float32Array.from([1, 0]) })[0].cosine).toBeDefined();
    expect(other.search(query(9))[0].cosine).toBeUndefined();
  });

  it('refuses rows out of order and vectors of another length', async () => {
    const [one, two] = documents(2);
    await expect(buildSearchData({ key: 'k', documents: [two, one] })).rejects.toMatchObject({
      code: 'search-rows-out-of-order',
    });
    const wrong = buildSearchData({
      key: 'k',
      documents: [{ ...one, vector: new Float32Array(3) }],
      embedder: { id: 'e', dimensions: 2 },
    });
    await expect(wrong).rejects.toMatchObject({ code: 'vector-length' });
  });
});

describe('the file of the search', () => {
  let folder: string;
  let path: string;
  let whole: Buffer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'autosel-search-'));
    path = join(folder, 'search.bin');
    await writeSearchIndex(path, { key: 'the-tip', documents: documents(COUNT) });
    whole = await readFile(path);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const opened = async (bytes: Uint8Array): Promise<SearchIndex> => {
    const damaged = join(folder, 'damaged.bin');
    await writeFile(damaged, bytes);
    return openSearchIndex(damaged);
  };

  it('answers as the index in memory does', () => {
    const fromFile = openSearchIndex(path);
    expect([fromFile.key, fromFile.rowCount, fromFile.embedder]).toEqual(['the-tip', COUNT, index.embedder]);
    for (let i = 0; i < COUNT; i += 7) expect(fromFile.search(query(i))).toEqual(index.search(query(i)));
  });

  it('is the same to the byte when it is written again, and leaves nothing beside it', async () => {
    const again = join(folder, 'again.bin');
    await writeSearchIndex(again, { key: 'the-tip', documents: documents(COUNT) });
    expect((await readFile(again)).equals(whole)).toBe(true);
    await rm(again);
    expect(await readdir(folder)).toEqual(['search.bin']);
  });

  it('is refused with any one byte changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(whole);
        bytes[at] ^= change;
        await expect(opened(bytes)).rejects.toThrow(/run: autosel index/);
      }),
      { numRuns: 150 },
    );
  });

  it('is refused when it is cut or goes on too long', async () => {
    const lengths = fc.nat(whole.length - 1);
    await fc.assert(
      fc.asyncProperty(lengths, async (length) => {
        await expect(opened(whole.subarray(0, length))).rejects.toMatchObject({ code: 'search-index-corrupt' });
      }),
      { numRuns: 60 },
    );
    await expect(opened(Buffer.concat([whole, Buffer.from('x')]))).rejects.toMatchObject({
      code: 'search-index-corrupt',
    });
  });

  it('tells a newer format and a missing file apart from damage', async () => {
    const newer = Buffer.from(whole);
    newer.writeUInt32LE(2, 8);
    await expect(opened(newer)).rejects.toMatchObject({ code: 'search-index-newer' });
    expect(() => openSearchIndex(join(folder, 'none.bin'))).toThrow(
      expect.objectContaining({ code: 'search-index-missing' }) as Error,
    );
  });

  it('stays as it was when a new one cannot be written', async () => {
    const failing = async function* failing() {
      yield documents(1)[0];
      throw new Error('the store broke');
    };
    await expect(writeSearchIndex(path, { key: 'new', documents: failing() })).rejects.toThrow('the store broke');
    expect((await readFile(path)).equals(whole)).toBe(true);
    const nowhere = writeSearchIndex(join(folder, 'no', 'folder.bin'), { key: 'new', documents: documents(3) });
    await expect(nowhere).rejects.toMatchObject({ code: 'search-index-write' });
  });
});
