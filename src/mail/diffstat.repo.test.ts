import { describe, expect, it } from 'vitest';
import { openRepository, parsePatch } from '../git/index.ts';
import type { CommitInput } from '../testing/repo.ts';
import { makeRepo } from '../testing/repo.ts';
import { renderDiffstat } from './diffstat.ts';

const lines = (n: number, word = 'line'): string => Array.from({ length: n }, (_, at) => `${word} ${at}\n`).join('');
const noise = (length: number, seed: number): Buffer =>
  Buffer.from(Array.from({ length }, (_, n) => (n * n * 31 + n * seed + (n >> 3) * 7) & 255));

const STEPS: readonly (readonly [title: string, input: CommitInput])[] = [
  ['a new file', { message: 'a', files: { 'a.c': lines(5) } }],
  [
    'many lines in files of unequal size',
    { message: 'b', files: { 'a.c': lines(300, 'other'), 'b.c': 'x\n', 'dir/c.c': lines(40) } },
  ],
  [
    'a long path',
    { message: 'c', files: { [`deep/${'folder-with-a-name/'.repeat(5)}file.c`]: lines(90), 'a.c': lines(2) } },
  ],
  [
    'a moved file',
    { message: 'd', files: { 'dir/c.c': null, 'dir/sub/c.c': lines(40), 'b.c': null, 'dir/b2.c': lines(1, 'z') } },
  ],
  [
    'a move between folders with the same end',
    { message: 'e', files: { 'dir/sub/c.c': null, 'other/sub/c.c': `${lines(40)}more\n` } },
  ],
  ['a new binary file', { message: 'f', files: { 'p.bin': noise(5000, 3), 'q.bin': noise(10, 5) } }],
  [
    'a binary file that changes a little',
    { message: 'g', files: { 'p.bin': Buffer.concat([noise(5000, 3), Buffer.from([1, 2, 3])]), 'a.c': lines(3) } },
  ],
  ['a deleted binary file', { message: 'h', files: { 'p.bin': null } }],
  ['names that git quotes', { message: 'i', files: { 'ä ö.c': lines(3), 'tab\there': 'x\n', 'quo"te': 'x\n' } }],
  ['an empty file', { message: 'j', files: { empty: '' } }],
  ['a file without a last newline', { message: 'k', files: { 'a.c': 'no newline' } }],
];

describe('diffstat', () => {
  it('is what git prints, for every kind of change and width', async () => {
    using repo = makeRepo();
    repo.commit({ message: 'root', files: { root: 'x\n' } });
    const repository = await openRepository(repo.dir);
    for (const [title, input] of STEPS) {
      const sha = repo.commit(input);
      const patch = parsePatch(await repository.mailPatch(sha));
      for (const columns of [72, 80, 40, 120]) {
        const wanted = repo.git(['diff-tree', '-r', '-M', `--stat=${columns}`, '--summary', '--no-commit-id', sha]);
        expect(renderDiffstat(patch, columns).trim(), `${title} at ${columns}`).toBe(wanted);
      }
    }
    await repository.close();
  });

  it('is what git prints for changed modes', async () => {
    using repo = makeRepo();
    repo.commit({ message: 'root', files: { 'run.sh': lines(20) } });
    repo.git(['update-index', '--chmod=+x', 'run.sh']);
    repo.git(['commit', '-q', '-m', 'mode']);
    repo.git(['mv', 'run.sh', 'go.sh']);
    repo.git(['update-index', '--chmod=-x', 'go.sh']);
    repo.git(['commit', '-q', '-m', 'move']);
    const repository = await openRepository(repo.dir);
    for (const sha of [repo.id('HEAD~1'), repo.id('HEAD')]) {
      const wanted = repo.git(['diff-tree', '-r', '-M', '--stat=72', '--summary', '--no-commit-id', sha]);
      expect(renderDiffstat(parsePatch(await repository.mailPatch(sha))).trim()).toBe(wanted);
    }
    await repository.close();
  });
});
