import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeRepo } from '../testing/repo.ts';
import type { TestRepo } from '../testing/repo.ts';
import { openRepository } from './repository.ts';
import type { Sha } from './types.ts';
import type { FoundWord, WordsRequest } from './words.ts';

async function search(repo: TestRepo, request: WordsRequest): Promise<ReadonlyMap<Sha, readonly FoundWord[]>> {
  const repository = await openRepository(repo.dir);
  try {
    return await repository.words(request);
  } finally {
    await repository.close();
  }
}

describe('a search for words', () => {
  it('finds whole words at each revision, with the first line of each file, headers first, in the order asked', async () => {
    using repo = makeRepo();
    const revision = repo.commit({
      message: 'one',
      files: {
        'a.c': 'int old_name;\nnew_name(old_name);\n',
        'b:1.c': '\nold_name2\nold_name\n',
        'dir/ñ.h': 'x.old_name',
        bin: Buffer.from('\0old_bin\n'),
        'notes.rst': 'told_name\n',
      },
    });
    const later = repo.commit({ message: 'two', files: { 'a.c': 'later\n' } });

    const words = ['old_name', 'name', 'new_name', 'later', 'old_bin', 'told_name', 'old_name'];
    const found = await search(repo, { revisions: [revision, later], words, places: 2 });
    const old = {
      kind: 'found',
      word: 'old_name',
      places: [
        { path: 'dir/ñ.h', line: 1 },
        { path: 'a.c', line: 1 },
      ],
    };
    expect(found.get(revision)).toEqual([
      old,
      { kind: 'absent', word: 'name' },
      { kind: 'found', word: 'new_name', places: [{ path: 'a.c', line: 2 }] },
      { kind: 'absent', word: 'later' },
      { kind: 'absent', word: 'old_bin' },
      { kind: 'absent', word: 'told_name' },
      old,
    ]);
    expect(found.get(later)).toMatchObject([
      {
        kind: 'found',
        places: [
          { path: 'dir/ñ.h', line: 1 },
          { path: 'b:1.c', line: 3 },
        ],
      },
      { kind: 'absent' },
      { kind: 'absent' },
      { kind: 'found', places: [{ path: 'a.c', line: 1 }] },
      { kind: 'absent' },
      { kind: 'absent' },
      { kind: 'found' },
    ]);
  });

  it('never calls a word absent that it could not look for, and goes on with the other revisions', async () => {
    using repo = makeRepo();
    const whole = repo.commit({ message: 'one', files: { 'a.h': 'word\n' } });
    const broken = repo.commit({ message: 'two', files: { 'c.c': 'unread\n' } });
    const blob = repo.git(['rev-parse', `${broken}:c.c`]);
    rmSync(join(repo.dir, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));
    const found = await search(repo, { revisions: [broken, whole], words: ['two words', 'word', 'nowhere'] });
    expect(found.get(broken)).toMatchObject([
      { kind: 'unknown' },
      { kind: 'found' },
      { kind: 'unknown', why: expect.stringContaining(blob) },
    ]);
    expect(found.get(whole)).toMatchObject([{ kind: 'unknown' }, { kind: 'found' }, { kind: 'absent' }]);
    expect((await search(repo, { revisions: [whole], words: ['nowhere'], maxBytes: 0 })).get(whole)).toMatchObject([
      { kind: 'unknown', why: 'there was more to read than is read for this' },
    ]);
  });

  it('reads as much for each revision', async () => {
    using repo = makeRepo();
    const revisions = ['one\n', 'two\n', 'six\n'].map((text) => repo.commit({ message: text, files: { 'a.c': text } }));
    const found = await search(repo, { revisions, words: ['nowhere'], maxBytes: 4 });
    expect([...found.values()].flat().map(({ kind }) => kind)).toEqual(['absent', 'absent', 'absent']);
  });
});
