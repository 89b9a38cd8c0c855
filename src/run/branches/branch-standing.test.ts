import { expect, it } from 'vitest';
import type { History } from '../../history/index.ts';
import { tellStanding } from './branch-standing.ts';

const DAY = 86_400;
const START = 1_700_000_000;
/** One branch that began on day 0 and whose newest commit is of `last`; nothing was ever taken. */
const historyOf = (last: number): History =>
  ({
    branches: [{ name: 'stable-1.0', baseTime: START, lastTime: START + last * DAY, version: [1, 0] }],
    commits: [],
    picks: () => [],
    between: () => ({ from: 0, to: 0 }),
  }) as unknown as History;
const on = (day: number, last: number) =>
  tellStanding({ history: historyOf(last), branch: 0, asOf: START + day * DAY });

it('a branch without commits for half a year is dead, and it is said since when', () => {
  expect(on(180, 10).kind).toBe('live');
  expect(on(191, 10)).toEqual({
    kind: 'silent',
    says: 'stable-1.0 is dead: nothing was committed to it since 2023-11-24, for 181 days',
  });
});

it('what came later is not known on an earlier day', () => {
  expect(on(300, 900).kind).toBe('silent');
});
