import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeFolder, makeRepo } from '../testing/repo.ts';
import type { TestRepo } from '../testing/repo.ts';
import type { BlamedLine, BlameRequest } from './blame.ts';
import { joinRanges } from './blame.ts';
import { openRepository } from './repository.ts';

async function blame(repo: TestRepo, request: BlameRequest, dir = repo.dir): Promise<readonly BlamedLine[]> {
  const repository = await openRepository(dir);
  try {
    return await repository.blame(request);
  } finally {
    await repository.close();
  }
}

afterEach(() => vi.unstubAllEnvs());

describe.each(['sha1', 'sha256'] as const)('blame in a %s repository', (objectFormat) => {
  it('names the commit of every line in the ranges, and stops at the boundary', async () => {
    using repo = makeRepo({ objectFormat });
    const first = repo.commit({ message: 'one', files: { 'a b': 'a\nb\nc\nd\n' } });
    const second = repo.commit({ message: 'boundary\n\nboundary', files: { 'a b': 'a\nB\nc\nd\n' } });
    const third = repo.commit({ message: 'three', files: { 'a b': 'a\nB\nC\nd\nboundary\n' } });
    const ask = { path: 'a b', revision: third };

    expect(
      await blame(repo, {
        ...ask,
        ranges: [
          [2, 3],
          [5, 99],
        ],
      }),
    ).toEqual([
      { line: 2, sha: second, older: false },
      { line: 3, sha: third, older: false },
      { line: 5, sha: third, older: false },
    ]);
    expect(await blame(repo, { ...ask, ranges: [[1, 3]], since: second })).toEqual([
      { line: 1, sha: second, older: true },
      { line: 2, sha: second, older: true },
      { line: 3, sha: third, older: false },
    ]);
    expect(await blame(repo, { ...ask, ranges: [[1, 1]] })).toEqual([{ line: 1, sha: first, older: false }]);
    expect(await blame(repo, { ...ask, ranges: [] })).toEqual([]);
    // Nothing lies behind the boundary: git by itself would look for a work tree.
    const old = [{ line: 2, sha: second, older: true }];
    for (const since of [second, third])
      expect(await blame(repo, { path: 'a b', revision: second, ranges: [[2, 2]], since })).toEqual(old);
  });
});

describe('blame', () => {
  it('follows a file through a rename, and takes no name for an option or a pattern', async () => {
    using repo = makeRepo();
    const text = Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join('');
    const first = repo.commit({ message: 'one', files: { old: text, '-x*': 'x\n', '-xy': 'y\n' } });
    const moved = repo.commit({ message: 'move', files: { old: null, ':(top)ñ': text } });

    expect(await blame(repo, { path: ':(top)ñ', revision: moved, ranges: [[3, 3]] })).toMatchObject([{ sha: first }]);
    expect(await blame(repo, { path: '-x*', revision: moved, ranges: [[1, 1]] })).toMatchObject([{ sha: first }]);
  });

  it('knows that what a shallow clone begins with may be older', async () => {
    using repo = makeRepo();
    repo.commit({ message: 'one', files: { a: 'a\nb\n' } });
    const edge = repo.commit({ message: 'two', files: { a: 'a\nB\n' } });
    const tip = repo.commit({ message: 'three', files: { a: 'A\nB\n' } });
    const shallow = join(repo.dir, '..', 'shallow');
    repo.git(['clone', '--quiet', '--depth=2', `file://${repo.dir}`, shallow]);

    expect(await blame(repo, { path: 'a', revision: tip, ranges: [[1, 2]] }, shallow)).toEqual([
      { line: 1, sha: tip, older: false },
      { line: 2, sha: edge, older: true },
    ]);
  });

  it('says why a file cannot be blamed', async () => {
    using repo = makeRepo();
    const revision = repo.commit({ message: 'one', files: { a: 'a\n' } });

    await expect(blame(repo, { path: 'b', revision, ranges: [[1, 1]] })).rejects.toMatchObject({
      code: 'blame-unread',
      message: expect.stringContaining('no such file'),
    });
    await expect(blame(repo, { path: 'a', revision, ranges: [[2, 3]] })).rejects.toMatchObject({
      code: 'blame-unread',
      message: expect.stringContaining('1 line'),
    });
    await expect(blame(repo, { path: '"\\377"', revision, ranges: [[1, 1]] })).rejects.toMatchObject({
      code: 'name-unsayable',
    });
  });

  it('gives up on a file that takes too long, and ends git', async () => {
    using repo = makeRepo();
    const revision = repo.commit({ message: 'one', files: { a: 'a\n' } });
    const folder = makeFolder();
    const real = process.env['PATH']
      ?.split(':')
      .map((each) => join(each, 'git'))
      .find((each) => existsSync(each));
    mkdirSync(join(folder, 'bin'));
    const script = `#!/bin/sh\ncase "$*" in *blame*) exec sleep 1000;; esac\nexec '${real}' "$@"\n`;
    writeFileSync(join(folder, 'bin', 'git'), script, { mode: 0o755 });
    vi.stubEnv('PATH', `${join(folder, 'bin')}:${process.env['PATH']}`);

    await expect(blame(repo, { path: 'a', revision, ranges: [[1, 1]], timeoutMs: 20 })).rejects.toMatchObject({
      code: 'blame-timeout',
    });
    rmSync(folder, { recursive: true });
  });

  it('asks for ranges once and in order', () => {
    expect(
      joinRanges([
        [5, 9],
        [1, 2],
        [3, 3],
        [8, 12],
        [20, 19],
        [-4, 0],
      ]),
    ).toEqual([
      [1, 3],
      [5, 12],
    ]);
  });
});
