import { expect, test } from 'vitest';
import { isInScope, readScope } from './branch-scope.ts';

const BRANCHES = [
  [4, 19],
  [5, 4],
  [5, 10],
  [5, 15],
  [6, 1],
  [6, 6],
] as const;
const named = (sentence: string): string =>
  BRANCHES.filter((version) => isInScope(readScope(sentence), version))
    .map((version) => version.join('.'))
    .join(' ');

test.each([
  ['drop for 6.1', '6.1'],
  ['drop it from 5.10 and 5.15', '5.10 5.15'],
  ['not in v5.15.y or older', '4.19 5.4 5.10 5.15'],
  ['NAK for 5.15 (and earlier)', '4.19 5.4 5.10 5.15'],
  ['drop it from all branches earlier than v5.15', '4.19 5.4 5.10'],
  ['only since 6.1', '6.1 6.6'],
  ['take it for 5.15+', '5.15 6.1 6.6'],
  ['not for 5.x', '5.4 5.10 5.15'],
  ['it should only go into 6.6', '4.19 5.4 5.10 5.15 6.1'],
  ['tested with 6.1-rc3', ''],
  ['see section 2.4.1.3', ''],
  ['drop it', ''],
])('%j is about %s', (sentence, branches) => {
  expect(named(sentence)).toBe(branches);
});

test('a branch without a version is in no scope', () => {
  for (const sentence of ['drop for 6.1', 'not in 5.15 or older', 'only since 6.1'])
    expect(isInScope(readScope(sentence), undefined)).toBe(false);
});
