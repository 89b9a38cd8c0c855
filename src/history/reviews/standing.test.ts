import { expect, test } from 'vitest';
import { sketchReview as review } from '../../testing/reviews.ts';
import { decideByReviews, judgeBranches, judgeReviews } from './standing.ts';

const eve = { name: 'Eve', email: 'eve@example.org' };

test('of one writer the last answer counts', () => {
  const said = [review({ at: 1 }), review({ at: 2, answer: 'accept' })];
  expect(judgeReviews(said).kind).toBe('accepted');
  expect(judgeReviews(said.toReversed()).kind).toBe('accepted');
});

test('of two writers the one who objects is heard', () => {
  expect(judgeReviews([review({ at: 1 }), review({ at: 2, answer: 'accept', by: eve })]).kind).toBe('dropped');
  const waiting = [review({ at: 1, answer: 'wait' }), review({ at: 2, answer: 'accept', by: eve })];
  expect(judgeReviews(waiting).kind).toBe('waiting');
});

test('a person at the program overrules mails, older and newer ones', () => {
  const said = [review({ at: 5 }), review({ at: 3, answer: 'accept', how: 'person', by: eve })];
  expect(judgeReviews(said)).toMatchObject({ kind: 'accepted', because: { by: eve } });
});

test('what is said without authority and a question decide nothing', () => {
  const said = [review({ authority: undefined }), review({ answer: 'question' })];
  expect(judgeReviews(said)).toEqual({ kind: 'open', because: undefined });
});

test('a wish for more holds the proposal until its writer or a person at the program says otherwise', () => {
  const wish = review({ answer: 'also', also: ['1a2b3c4d5e6f'] });
  expect(judgeReviews([wish, review({ answer: 'accept', by: eve })]).kind).toBe('waiting');
  expect(judgeReviews([wish, review({ answer: 'accept', at: 2 })]).kind).toBe('accepted');
  expect(judgeReviews([wish, review({ answer: 'accept', by: eve, how: 'person' })]).kind).toBe('accepted');
});

test('a word about one branch holds for that branch alone', () => {
  const said = [review({ branches: ['linux-6.1.y'] })];
  expect(judgeReviews(said, 'linux-6.1.y').kind).toBe('dropped');
  expect(judgeReviews(said, 'linux-6.6.y').kind).toBe('open');
  expect(judgeReviews(said).kind).toBe('open');
  expect(judgeBranches(said)).toMatchObject([{ branch: 'linux-6.1.y', standing: { kind: 'dropped' } }]);
  expect(judgeBranches([review({}), ...said])).toEqual([]);
});

test('words become a decision, and waiting or a word about one branch is none', () => {
  expect(decideByReviews([])).toBeUndefined();
  expect(decideByReviews([review({ at: 10 })])).toMatchObject({ kind: 'no', how: 'reviewed', knownSince: 10 });
  expect(decideByReviews([review({ at: 10, answer: 'accept' })])?.kind).toBe('yes');
  expect(decideByReviews([review({ at: 10, answer: 'wait' })])).toBeUndefined();
  expect(decideByReviews([review({ at: 10, branches: ['linux-6.1.y'] })])).toBeUndefined();
});
