import { afterAll, describe, expect, it } from 'vitest';
import { makeRepo } from '../testing/repo.ts';
import { openRepository } from './repository.ts';

const repo = makeRepo();
afterAll(() => repo.remove());

const DAY = 86_400;
const START = 1_600_000_000;
repo.commit({ message: 'one', files: { 'reserved/CVE-1': 'x', 'published/a': '1' }, time: START });
repo.commit({ message: 'moves', files: { 'reserved/CVE-1': null, 'published/CVE-1': 'x' }, time: START + DAY });
repo.commit({ message: 'gone', files: { 'published/a': null, 'published/über': '2' }, time: START + 2 * DAY });
repo.commit({ message: 'back', files: { 'published/a': '1', 'other/b': '1' }, time: START + 3 * DAY });

describe('when files came', () => {
  it('is the first time, a move into the folder too, and other folders are not asked', async () => {
    const repository = await openRepository(repo.dir);
    const times = await repository.additions({ revision: repo.id('main'), folder: 'published' });
    expect(Object.fromEntries(times)).toEqual({
      'published/a': START,
      'published/CVE-1': START + DAY,
      'published/über': START + 2 * DAY,
    });
    await repository.close();
  });

  it('is not taken from a name', async () => {
    using odd = makeRepo();
    const name = `d/x\u00012\nd/a`;
    odd.commit({ message: 'one', files: { 'd/a': '1', [name]: '1' }, time: START });
    const repository = await openRepository(odd.dir);
    const times = await repository.additions({ revision: odd.id('main'), folder: 'd' });
    expect(Object.fromEntries(times)).toEqual({ 'd/a': START, [name]: START });
    await repository.close();
  });

  it('is nothing for a folder that never was', async () => {
    const repository = await openRepository(repo.dir);
    expect((await repository.additions({ revision: repo.id('main'), folder: 'no-such' })).size).toBe(0);
    await repository.close();
  });
});
