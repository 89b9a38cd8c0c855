import { expect, it } from 'vitest';
import { answerOf } from '../testing/answers.ts';
import { sketchSelection } from '../testing/selection.ts';
import { compareCommits } from './commit-order.ts';

it('a proposal of which no branch can tell stands behind every one that a branch takes, however probable it is', () => {
  const [one, two] = sketchSelection({ lanes: { proposal: 2 } }).commits;
  const [left] = sketchSelection({ lanes: { left: 1 } }).commits;
  const taken = { ...one, probability: 0.3, branches: [answerOf('a', 'unknown'), answerOf('b', 'adapt')] };
  const open = { ...two, probability: 0.9, branches: [answerOf('a', 'unknown'), answerOf('b', 'not affected')] };
  expect([left, open, taken].toSorted(compareCommits)).toEqual([taken, open, left]);
  const unasked = { ...open, branches: [] };
  expect([taken, unasked].toSorted(compareCommits)).toEqual([unasked, taken]);
});
