import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeRepo } from '../testing/repo.ts';
import type { TestRepo } from '../testing/repo.ts';
import type { FoundWord, GrepRequest } from './grep.ts';
import { openRepository } from './repository.ts';

async function search(repo: TestRepo, request: GrepRequest): Promise<readonly FoundWord[]> {
  const repository = await openRepository(repo.dir);
  try {
    return await repository.words(request);
  } finally {
    await repository.close();
  }
}

describe('a search for words', () => {
  it('finds whole words at a revision, with the first places of each, in the order asked', async () => {
    using repo = makeRepo();
    const revision = repo.commit({
      message: 'one',
      files: {
        'a.c': 'int old_name;\nnew_name(old_name);\n',
        'b:1.c': 'old_name\nold_name\nold_name2\n',
        'dir/ñ': 'x a.b x\n',
        bin: Buffer.from('\0old_bin\n'),
      },
    });
    repo.commit({ message: 'two', files: { 'a.c': 'later\n' } });

    const words = ['old_name', 'name', 'new_name', 'later', 'a.b', 'a-b', 'old_bin', 'old_name'];
    expect(await search(repo, { revision, words })).toEqual([
      {
        kind: 'found',
        word: 'old_name',
        places: [
          { path: 'a.c', line: 1 },
          { path: 'a.c', line: 2 },
          { path: 'b:1.c', line: 1 },
        ],
      },
      { kind: 'absent', word: 'name' },
      { kind: 'found', word: 'new_name', places: [{ path: 'a.c', line: 2 }] },
      { kind: 'absent', word: 'later' },
      { kind: 'found', word: 'a.b', places: [{ path: 'dir/ñ', line: 1 }] },
      { kind: 'absent', word: 'a-b' },
      { kind: 'absent', word: 'old_bin' },
    ]);
  });

  it('stays in the paths asked, and takes nothing for an option or a pattern', async () => {
    using repo = makeRepo();
    const files = { '*': '--all\n', '-e': 'here\n', other: 'here\n.*\n' };
    const revision = repo.commit({ message: 'one', files });

    expect(await search(repo, { revision, words: ['here', '.*'], paths: ['*', '-e'] })).toEqual([
      { kind: 'found', word: 'here', places: [{ path: '-e', line: 1 }] },
      { kind: 'absent', word: '.*' },
    ]);
    expect(await search(repo, { revision, words: ['here'], paths: ['*'] })).toEqual([{ kind: 'absent', word: 'here' }]);
  });

  it('never calls a word absent that it could not look for', async () => {
    using repo = makeRepo();
    const revision = repo.commit({ message: 'one', files: { a: 'word\n', b: 'other\n', c: 'unread\n' } });
    expect(await search(repo, { revision, words: ['', 'two\nlines', 'x\0y', 'word'] })).toMatchObject([
      { kind: 'unknown' },
      { kind: 'unknown' },
      { kind: 'unknown' },
      { kind: 'found' },
    ]);
    expect(await search(repo, { revision, words: ['word', 'nowhere'], maxBytes: 1 })).toMatchObject([
      { kind: 'found' },
      { kind: 'unknown', why: 'the search was cut after 1 bytes of places' },
    ]);
    const blob = repo.git(['rev-parse', `${revision}:c`]);
    rmSync(join(repo.dir, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));
    expect(await search(repo, { revision, words: ['other', 'unread'] })).toMatchObject([
      { kind: 'found' },
      { kind: 'unknown', why: expect.stringContaining(blob) },
    ]);
  });
});
