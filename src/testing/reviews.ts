import type { Review } from '../history/index.ts';

/** A review by hand: Ada, the author, drops commit `aaaa…` in the first second of all time. */
export const sketchReview = (changes: Partial<Review>): Review => ({
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
