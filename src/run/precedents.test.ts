import { describe, expect, it } from 'vitest';
import type { Sha } from '../git/index.ts';
import type { DecisionKind, Neighbour } from '../history/index.ts';
import { choosePrecedents } from './precedents.ts';

const near = (subject: string, decision: DecisionKind): Neighbour => ({
  row: 0,
  sha: '1'.repeat(40) as Sha,
  subject,
  score: 1,
  cosine: undefined,
  because: [],
  decision,
  takenBy: [],
});

const subjects = (found: readonly { readonly subject: string }[]) => found.map(({ subject }) => subject);

describe('choosePrecedents', () => {
  it('shows both decisions where there are both, nearest first', () => {
    const all = [near('a', 'yes'), near('b', 'yes'), near('c', 'yes'), near('d', 'undecided'), near('e', 'no')];
    expect(subjects(choosePrecedents(all))).toEqual(['a', 'b', 'e']);
  });

  it('prefers decided ones and falls back to the others', () => {
    const all = [near('a', 'undecided'), near('b', 'undecided'), near('c', 'no'), near('d', 'undecided')];
    expect(subjects(choosePrecedents(all))).toEqual(['a', 'b', 'c']);
    expect(subjects(choosePrecedents(all, 1))).toEqual(['c']);
    expect(choosePrecedents([])).toEqual([]);
  });
});
