import { afterAll, describe, expect, it } from 'vitest';
import { openRepository, parseSha } from '../../git/index.ts';
import { makeRepo } from '../../testing/repo.ts';
import { findRemoval } from './removals.ts';

const repo = makeRepo();
afterAll(() => repo.remove());

const file = (middle: string): string => `int first_line_of_all;\n${middle}int last_line_of_all;\n`;
repo.commit({ message: 'start', files: { 'a.c': file('copy_without_check(buffer);\n') } });
repo.branch('stable-1');
const removal = repo.commit({ message: 'drop the copy', files: { 'a.c': file('') } });
repo.commit({ message: 'elsewhere', files: { 'b.c': 'int other;\n' } });
repo.branch('main');
const fix = repo.commit({
  message: 'check before the copy',
  files: { 'a.c': file('if (fits(buffer)) copy_checked(buffer);\n') },
});
const other = repo.commit({ message: 'in a new file', files: { 'c.c': 'int nothing_before;\n' } });

const find = async (sha: typeof fix, tip: string) => {
  const repository = await openRepository(repo.dir);
  const found = await findRemoval({ repository, sha, tip: repo.id(tip), signal: new AbortController().signal });
  await repository.close();
  return found;
};

describe('what took the lines of a fix out of a branch', () => {
  it('is found with its id', async () => {
    expect(await find(fix, 'stable-1')).toEqual({ sha: removal, subject: 'drop the copy' });
  });

  it('is nothing where the lines are still there, or where the fix changes none', async () => {
    expect(await find(fix, `${fix}^`)).toBeUndefined();
    expect(await find(other, 'stable-1')).toBeUndefined();
  });

  it('cannot be told where the fix or the branch cannot be read', async () => {
    const repository = await openRepository(repo.dir);
    const { signal } = new AbortController();
    const absent = parseSha('e'.repeat(40));
    const tip = repo.id('stable-1');
    const looks = [
      await findRemoval({ repository, sha: absent, tip, signal }),
      await findRemoval({ repository, sha: fix, tip: absent, signal }),
    ];
    await repository.close();
    expect(looks).toEqual([{ unread: expect.stringMatching(/./) }, { unread: expect.stringMatching(/./) }]);
  });
});
