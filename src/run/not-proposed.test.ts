import { expect, it } from 'vitest';
import { countReasons, type Sorting } from './not-proposed.ts';

const plain: Sorting = { lane: 'left', probability: 0.1, threshold: 0.5, answer: 'take' };

it('what is in no list of a branch is counted by its reason, the most frequent first, and what is in a list is not', () => {
  expect(
    countReasons([
      { ...plain, answer: 'not affected' },
      plain,
      { ...plain, answer: 'unknown' },
      { ...plain, lane: 'opted out', probability: 0.9 },
      { ...plain, probability: 0.9, answer: 'wait' },
      { ...plain, lane: 'proposal', probability: 0.9, answer: 'out of policy' },
      { ...plain, lane: 'proposal', probability: 0.9 },
      { ...plain, lane: 'tagged for stable', answer: 'hold' },
      { ...plain, lane: 'unread', probability: undefined },
    ]),
  ).toEqual([
    { why: 'below the threshold', count: 2 },
    { why: 'not affected', count: 1 },
    { why: 'opted out', count: 1 },
    { why: 'too young (soak time)', count: 1 },
    { why: 'out of policy (the branch is past its window)', count: 1 },
    { why: 'unread', count: 1 },
  ]);
});
