import type { BranchCounts, CommitLink } from '../store/index.ts';
import { buildLookup } from './mainline.ts';
import type { Lookup } from './mainline.ts';
import { makeMapper } from './map.ts';
import { findReverted } from './take-back.ts';
import type { BranchCommits, MappedPick, Outcome } from './types.ts';

export type { BranchCommits, MappedPick, Outcome } from './types.ts';

export interface UpstreamMap {
  /** In order of branch, then of the branch's commits. */
  readonly picks: readonly MappedPick[];
  readonly counts: readonly BranchCounts[];
  /** For each branch, for each of its commits. */
  readonly outcomes: readonly (readonly Outcome[])[];
}

/** Maps the commits of all stable branches to mainline rows. `mainline` in row order; branches may share commits. */
export function mapUpstream(mainline: readonly CommitLink[], branches: readonly BranchCommits[]): UpstreamMap {
  const lookup = buildLookup(
    mainline,
    branches.flatMap(({ commits }) => commits),
  );
  const mapOne = makeMapper(lookup);
  const outcomes = branches.map((branch) => branch.commits.map((commit) => mapOne(commit, branch)));
  const perBranch = branches.map((branch, at) => pickBranch({ lookup, branch, at, outcomes: outcomes[at] }));
  return {
    picks: perBranch.flat(),
    outcomes,
    counts: branches.map(({ name }, at) => countBranch(name, outcomes[at] as readonly Outcome[], perBranch[at])),
  };
}

function pickBranch(parts: {
  readonly lookup: Lookup;
  readonly branch: BranchCommits;
  readonly at: number;
  readonly outcomes: readonly Outcome[];
}): readonly MappedPick[] {
  const { lookup, branch, at, outcomes } = parts;
  const picks = branch.commits.flatMap((commit, place) => {
    const outcome = outcomes[place];
    const { sha: stableSha, commitTime: knownSince } = commit;
    const rows = outcome.kind === 'mapped' ? outcome.rows : [];
    return rows.map((row) => ({
      branch: at,
      row,
      stableSha,
      how: (outcome as { how: MappedPick['how'] }).how,
      knownSince,
      revertedAt: undefined,
    }));
  });
  const reverted = findReverted(lookup, branch, picks);
  return picks.map((pick) => Object.assign(pick, { revertedAt: reverted.get(pick.stableSha) }));
}

function countBranch(branch: string, outcomes: readonly Outcome[], picks: readonly MappedPick[]): BranchCounts {
  const how = (wanted: MappedPick['how']): number =>
    outcomes.filter((outcome) => outcome.kind === 'mapped' && outcome.how === wanted).length;
  return {
    branch,
    commits: outcomes.length,
    reference: how('reference'),
    chain: how('reference-chain'),
    subject: how('subject'),
    patchId: how('patch-id'),
    unknown: outcomes.filter(({ kind }) => kind === 'unknown').length,
    own: outcomes.filter(({ kind }) => kind === 'own').length,
    reverted: picks.filter(({ revertedAt }) => revertedAt !== undefined).length,
  };
}
