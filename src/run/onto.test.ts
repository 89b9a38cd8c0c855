import { describe, expect, it } from 'vitest';
import type { Sha } from '../git/index.ts';
import type { StableBranch } from '../history/index.ts';
import { chooseOnto, soakTimes } from './onto.ts';

const DAY = 86_400;

function branch(name: string, baseTime: number, lastTime: number): StableBranch {
  const sha = '1'.repeat(40) as Sha;
  return {
    name,
    ref: `refs/remotes/origin/${name}`,
    tip: sha,
    base: sha,
    baseTime,
    version: [],
    lastTime,
    firstPickTime: undefined,
    why: '',
  };
}

const branches = [
  branch('v1.y', 0, 10 * DAY),
  branch('v2.y', 100 * DAY, 400 * DAY),
  branch('v10.y', 390 * DAY, 400 * DAY),
];
const names = (found: readonly StableBranch[]) => found.map(({ name }) => name);

describe('chooseOnto', () => {
  it('takes branches that were cut and not abandoned by the day', () => {
    expect(names(chooseOnto(branches, undefined, 400 * DAY))).toEqual(['v2.y', 'v10.y']);
    expect(names(chooseOnto(branches, undefined, 150 * DAY))).toEqual(['v1.y', 'v2.y']);
  });

  it.each([
    [['v1.y'], ['v1.y']],
    [['v?.y'], ['v1.y', 'v2.y']],
    [
      ['v10.y', 'v1*'],
      ['v1.y', 'v10.y'],
    ],
    [['refs/remotes/origin/v2.y'], ['v2.y']],
  ])('takes %j as asked', (asked, found) => {
    expect(names(chooseOnto(branches, asked, 0))).toEqual(found);
  });

  it.each(['v3.y', 'v1xy', '['])('says which branches there are when %j is none', (name) => {
    expect(() => chooseOnto(branches, [name], 0)).toThrow(/there are: v1\.y, v2\.y, v10\.y$/);
  });
});

describe('soakTimes', () => {
  it('gives the time of the first entry that fits, and none where none does', () => {
    const timeOf = soakTimes([
      { name: 'linux-5.10.y', soakDays: 0 },
      { name: 'linux-5.*.y', soakDays: 21 },
    ]);
    expect(['linux-5.10.y', 'linux-5.15.y', 'linux-6.1.y', 'xlinux-5.15.y'].map(timeOf)).toEqual([
      0,
      21,
      undefined,
      undefined,
    ]);
  });
});
