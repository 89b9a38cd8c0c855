import type { Sha } from '../../git/index.ts';
import type { PickHow } from '../types.ts';
import type { CommitLink } from '../store/index.ts';

/** One stable branch, ready to be mapped. */
export interface BranchCommits {
  readonly name: string;
  /** Non-merge commits that mainline lacks, parents before children. */
  readonly commits: readonly CommitLink[];
  /** One byte for each mainline row: 1 where the branch reaches that very commit. */
  readonly contains: Uint8Array;
}

/** How one stable commit found its mainline commits. */
export type Outcome =
  | { readonly kind: 'mapped'; readonly rows: readonly number[]; readonly how: PickHow }
  /** It names commits, but none that is here. */
  | { readonly kind: 'unknown' }
  /** It names no commit and has no twin: the branch's own. */
  | { readonly kind: 'own' };

/** A pick in numbers: positions of the branch and of the mainline row. */
export interface MappedPick {
  readonly branch: number;
  readonly row: number;
  readonly stableSha: Sha;
  readonly how: PickHow;
  readonly knownSince: number;
  readonly revertedAt: number | undefined;
}
