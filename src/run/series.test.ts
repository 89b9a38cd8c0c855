import { describe, expect, it } from 'vitest';
import { answerOf } from '../testing/answers.ts';
import { fullSha } from '../testing/history.ts';
import { sketchSelection } from '../testing/selection.ts';
import type { BranchAnswer } from '../evidence/index.ts';
import { planSeries, withoutProposals } from './series.ts';
import type { SelectedCommit } from './types.ts';

const [a, b, c, early, mends] = ['a', 'b', 'c', 'e', 'f'].map((digit) => fullSha(digit.repeat(40)));
const [sketch] = sketchSelection({ lanes: { proposal: 1 } }).commits;
const propose = (sha: typeof a, ...branches: readonly BranchAnswer[]): SelectedCommit => ({ ...sketch, sha, branches });

const proposals = [
  propose(c, { ...answerOf('one', 'take with prerequisites'), prerequisites: [early] }, answerOf('two', 'take')),
  propose(a, { ...answerOf('one', 'take'), together: [mends] }, answerOf('two', 'adapt')),
  propose(b, answerOf('one', 'take'), answerOf('two', 'unknown')),
];
const order = [early, a, b, c, mends];
const plan = (branch: string) => planSeries({ branch, tip: early, proposals, placeOf: (sha) => order.indexOf(sha) });

describe('what one branch gets', () => {
  it('stands in the order of mainline, with what must come before and what mends it', () => {
    expect(plan('one').commits).toEqual([
      { sha: early, role: 'prerequisite', needs: [] },
      { sha: a, role: 'proposal', needs: [mends] },
      { sha: b, role: 'proposal', needs: [] },
      { sha: c, role: 'proposal', needs: [early] },
      { sha: mends, role: 'repair', needs: [] },
    ]);
  });

  it('leaves out what must be adapted, and names it', () => {
    expect(plan('two')).toMatchObject({ commits: [{ sha: c }], adapt: [a] });
  });

  it('holds nothing that only a proposal needed which was left out', () => {
    expect(withoutProposals(plan('one'), new Set([c])).commits.map(({ sha }) => sha)).toEqual([a, b, mends]);
  });
});
