import { expect, test } from 'vitest';
import { decideByReviews, judgeReviews } from './standing.ts';
import type { Review } from './types.ts';

const review = (changes: Partial<Review>): Review => ({
  id: `${changes.at ?? 1}`.padStart(16, '0'),
  commit: 'a'.repeat(40),
  branches: [],
  answer: 'drop',
  reason: 'not a fix',
  ground: 'no fix',
  also: [],
  by: { name: 'Ada', email: 'ada@example.org' },
  how: 'rules',
  authority: 'author',
  source: 'm@example.org',
  at: 1,
  ...changes,
});
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

test('what is said without authority, a question and a wish for more decide nothing', () => {
  const said = [review({ authority: undefined }), review({ answer: 'question' }), review({ answer: 'also' })];
  expect(judgeReviews(said)).toEqual({ kind: 'open', because: undefined });
});

test('a word about one branch holds for that branch alone', () => {
  const said = [review({ branches: ['linux-6.1.y'] })];
  expect(judgeReviews(said, 'linux-6.1.y').kind).toBe('dropped');
  expect(judgeReviews(said, 'linux-6.6.y').kind).toBe('open');
  expect(judgeReviews(said).kind).toBe('open');
});

test('words become a decision on the day they were said, and waiting is none', () => {
  expect(decideByReviews([review({ at: 10 })], 9)).toBeUndefined();
  expect(decideByReviews([review({ at: 10 })], 10)).toMatchObject({ kind: 'no', how: 'reviewed', knownSince: 10 });
  expect(decideByReviews([review({ at: 10, answer: 'accept' })], 10)?.kind).toBe('yes');
  expect(decideByReviews([review({ at: 10, answer: 'wait' })], 10)).toBeUndefined();
});
