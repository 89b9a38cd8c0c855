import { expect, it } from 'vitest';
import { nounFor, plural } from './plural.ts';

it('a number has the form of its word', () => {
  expect([0, 1, 2].map((n) => plural(n, 'commit'))).toEqual(['0 commits', '1 commit', '2 commits']);
  expect([1, 3].map((n) => plural(n, 'CVE is', 'CVEs are'))).toEqual(['1 CVE is', '3 CVEs are']);
  expect([1, 1000].map((n) => nounFor(n, 'copy', 'copies'))).toEqual(['copy', 'copies']);
});
