import { expect, test } from 'vitest';
import { fullSha, secondsOf, sketchHistory } from '../testing/history.ts';
import { sketchReview } from '../testing/reviews.ts';
import { draftCommit, laneOf, type Bench } from './judge.ts';

const commits = ['a', 'b', 'c'].map((sha) => ({ sha, day: '2023-01-05' }));
const reviews = [sketchReview({ commit: fullSha('c'), answer: 'accept' })];
const bench: Bench = {
  ...{ history: sketchHistory({ commits, reviews }), asOf: secondsOf('2023-06-01'), onto: [], asked: false },
  ...{ lists: { paths: [], authors: [] }, soakDays: 0 },
};
const laneAt = (row: number, leftOut: readonly string[]) => {
  const score = { probability: 0.75, reasons: [], numbers: [] };
  return laneOf(bench, draftCommit(bench, row, score), {
    value: 0.75,
    leftOut: new Set(leftOut.map((sha) => fullSha(sha))),
  });
};

test('of commits with one probability those that are left out say why, but who was accepted by name never is', () => {
  const lanes = [0, 1, 2].map((row) => laneAt(row, ['b', 'c']));
  expect(lanes.map(({ lane }) => lane)).toEqual(['proposal', 'left', 'proposal']);
  expect(lanes[1]?.why).toBe('Its probability reaches 0.75, but as many as were asked for stand before it.');
});
