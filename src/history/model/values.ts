import type { MessageFacts, Sha } from '../../git/index.ts';
import type { Review } from '../reviews/index.ts';
import type { HistoryCommit, Pick, Release, StableBranch } from '../types.ts';

/** A mainline commit before its references were resolved. */
export interface CommitValues extends Omit<
  HistoryCommit,
  'fixes' | 'reverts' | 'blamed' | 'isRevert' | 'stable' | 'trailers' | 'release'
> {
  readonly facts: MessageFacts;
  /** Name of the first mainline release with it. */
  readonly release: string | undefined;
}

export interface PickValues extends Pick {
  /** The mainline commit that was taken. */
  readonly sha: Sha;
}

/** Everything that a {@link History} is built from; what the store gives, or what a test makes up. */
export interface HistoryValues {
  readonly mainline: { readonly ref: string; readonly tip: Sha };
  readonly numberNames: readonly string[];
  /** Non-merge commits of mainline, in any order. */
  readonly commits: readonly CommitValues[];
  readonly branches: readonly StableBranch[];
  readonly picks: readonly PickValues[];
  readonly releases: readonly Release[];
  readonly end: number;
  /**
   * For each branch one bit for each commit in (commit time, sha) order, lowest bit first: the branch reaches that very commit.
   * Left out: a branch reaches what was committed by the day of its merge base.
   */
  readonly contains?: readonly Uint8Array[];
  /** A commit that nobody took is a "no" from this age on, seconds; 100 days unless told otherwise. */
  readonly patience?: number;
  /** What people said about proposals, in any order; left out: nothing. */
  readonly reviews?: readonly Review[];
}
