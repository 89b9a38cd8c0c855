import { describe, expect, it } from 'vitest';
import type { Sha } from '../../git/index.ts';
import { listCandidates } from './candidates.ts';
import type { NamedRef } from './mainline.ts';

const branch = (name: string): NamedRef => ({
  name,
  ref: { name: `refs/heads/${name}`, target: name as Sha, time: 1 },
});
const branches = ['main', '22.11', '5.15', '5.4', 'next-6', 'pull/7', '4.8.3pre-shim-comet', 'topic', 'lts/odd'].map(
  branch,
);
const list = (stable?: readonly string[]): string[] =>
  listCandidates({ branches, mainline: branches[0], stable }).map(({ name }) => name);

describe('candidates', () => {
  it('are branches with a version, oldest first, without work in progress and shims', () => {
    expect(list()).toEqual(['5.4', '5.15', '22.11']);
    expect(list([])).toEqual(['5.4', '5.15', '22.11']);
  });

  it('are exactly those that the person named', () => {
    expect(list(['lts/odd', '5.*'])).toEqual(['lts/odd', '5.4', '5.15']);
    expect(list(['refs/heads/22.11'])).toEqual(['22.11']);
    expect(list(['*.1*'])).toEqual(['5.15', '22.11']);
    expect(list(['next-*'])).toEqual(['next-6']);
  });

  it('are refused when a name matches nothing', () => {
    expect(() => list(['5.4', '9.*'])).toThrow('no branch is called "9.*"');
  });

  it('are found by patterns in which only the star is special', () => {
    expect(() => list(['5?4'])).toThrow('no branch is called "5?4"');
    expect(() => list(['22.1*1.11'])).toThrow('no branch is called');
  });
});
