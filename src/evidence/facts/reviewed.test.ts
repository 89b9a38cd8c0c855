import { expect, test } from 'vitest';
import { answerOf } from '../../testing/answers.ts';
import { sketchHistory } from '../../testing/history.ts';
import { sketchReview } from '../../testing/reviews.ts';
import { holdByReviews, reviewFacts } from './reviewed.ts';

const commit = 'aaaa'.padEnd(40, '0');
const question = (...said: Parameters<typeof sketchReview>[0][]) => ({
  history: sketchHistory({
    commits: [{ sha: 'aaaa', day: '1970-01-01' }],
    reviews: said.map((each) => sketchReview({ commit, ...each })),
  }),
  row: 0,
  asOf: 10,
});

test('what was said is a fact with its mail, and speaks against only where the word decides', () => {
  expect(
    reviewFacts(question({ source: 'x@y' }, { authority: undefined }, { answer: 'accept', how: 'person' })),
  ).toEqual([
    {
      kind: 'review',
      says: 'Ada (author) dropped it on 1970-01-01: "not a fix".',
      source: 'mail <x@y>',
      weighs: 'against',
    },
    expect.objectContaining({
      says: 'Ada dropped it on 1970-01-01: "not a fix". Their word does not decide.',
      weighs: 'neutral',
    }),
    expect.objectContaining({ source: `autosel review ${commit.slice(0, 12)}`, weighs: 'for' }),
  ]);
});

test('a branch for which it was dropped, or waits, holds it; the others do not', () => {
  const answers = [answerOf('linux-6.1.y', 'take'), answerOf('linux-6.6.y', 'adapt'), answerOf('old', 'not affected')];
  const says = (...said: Parameters<typeof question>) =>
    holdByReviews(question(...said), answers).map((each) => each.says);
  expect(says({ branches: ['linux-6.1.y'] })).toEqual(['hold: dropped', answers[1]?.says, answers[2]?.says]);
  expect(says({ answer: 'wait' })).toEqual(['hold: asked to wait', 'hold: asked to wait', answers[2]?.says]);
  expect(says({ answer: 'accept' }, { at: 11 })).toEqual(answers.map((each) => each.says));
});
