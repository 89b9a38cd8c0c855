import { TAKING } from '../evidence/index.ts';
import type { Sha } from '../git/index.ts';
import type { BranchSeries, SelectedCommit, SeriesCommit } from './types.ts';

export interface SeriesQuestion {
  readonly branch: string;
  readonly tip: Sha;
  readonly proposals: readonly SelectedCommit[];
  /** Where a commit stands on mainline: smaller is older. */
  readonly placeOf: (sha: Sha) => number;
}

/** What a branch gets of the proposals, with what must come before and what mends them, in the order of mainline. */
export function planSeries({ branch, tip, proposals, placeOf }: SeriesQuestion): BranchSeries {
  const asked = proposals.flatMap(({ sha, branches }) => {
    const answer = branches.find((each) => each.branch === branch);
    return answer !== undefined && TAKING.includes(answer.answer) ? [{ sha, ...answer }] : [];
  });
  const taken = asked.filter(({ answer }) => answer !== 'adapt');
  const commits = new Map<Sha, SeriesCommit>();
  const add = (commit: SeriesCommit): void => void (commits.has(commit.sha) || commits.set(commit.sha, commit));
  for (const { sha, prerequisites, together, without } of taken)
    add({ sha, role: 'proposal', needs: [...prerequisites, ...together], ...(without && { without }) });
  for (const { prerequisites, together } of taken) {
    for (const sha of prerequisites) add({ sha, role: 'prerequisite', needs: [] });
    for (const sha of together) add({ sha, role: 'repair', needs: [] });
  }
  return {
    branch,
    tip,
    commits: [...commits.values()].toSorted((a, b) => placeOf(a.sha) - placeOf(b.sha)),
    adapt: asked.filter(({ answer }) => answer === 'adapt').map(({ sha }) => sha),
  };
}

/** The series without proposals that turned out not to apply, and without what only they needed. */
export function withoutProposals(series: BranchSeries, left: ReadonlySet<Sha>): BranchSeries {
  const kept = series.commits.filter(({ sha, role }) => role === 'proposal' && !left.has(sha));
  const needed = new Set(kept.flatMap(({ sha, needs }) => [sha, ...needs]));
  return { ...series, commits: series.commits.filter(({ sha }) => needed.has(sha)) };
}
