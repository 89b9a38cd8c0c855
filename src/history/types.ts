import type { Sha, StableTrailer } from '../git/index.ts';
import type { Review } from './reviews/index.ts';

/** A stable branch that was found or named. */
export interface StableBranch {
  /** Short name for people, e.g. `linux-6.1.y`; unique. */
  readonly name: string;
  readonly ref: string;
  readonly tip: Sha;
  /** Merge base with mainline. */
  readonly base: Sha;
  /** Commit time of the merge base, seconds. */
  readonly baseTime: number;
  /** The version in its name as numbers, e.g. [6, 1]; used to order branches. */
  readonly version: readonly number[];
  /** Time of its newest commit, seconds. */
  readonly lastTime: number;
  /** First time a mainline commit was taken, seconds; undefined when none was. */
  readonly firstPickTime: number | undefined;
  /** Why it counts as a stable branch, in words with numbers. */
  readonly why: string;
}

export type PickHow = 'reference' | 'reference-chain' | 'subject' | 'patch-id';

/** One mainline commit taken by one stable branch. */
export interface Pick {
  /** Position in {@link History.branches}. */
  readonly branch: number;
  readonly stableSha: Sha;
  readonly how: PickHow;
  /** Committer time of the stable commit: the day the decision became known. */
  readonly knownSince: number;
  /** Committer time of the stable commit that took it back, if one did. */
  readonly revertedAt: number | undefined;
}

export interface FixesLink {
  /** Row of the target in {@link History.commits}, undefined when it is not in this history. */
  readonly row: number | undefined;
  /** As written. */
  readonly id: string | undefined;
  readonly subject: string | undefined;
}

/** One non-merge commit of mainline, as the index keeps it. */
export interface HistoryCommit {
  readonly sha: Sha;
  readonly subject: string;
  readonly authorName: string;
  readonly authorEmail: string;
  readonly committerEmail: string;
  /** Seconds since 1970. */
  readonly authorTime: number;
  readonly commitTime: number;
  readonly fixes: readonly FixesLink[];
  /** Rows of commits that this one reverts, as far as they are here. */
  readonly reverts: readonly number[];
  /** Rows of earlier commits that sentences of its message blame for what it mends, beside `Fixes:` and reverts. */
  readonly blamed: readonly number[];
  /** True when it is a revert, its target here or not. */
  readonly isRevert: boolean;
  readonly stable: readonly StableTrailer[];
  /** Trailers as lower-cased key, value; Fixes and stable included. */
  readonly trailers: readonly (readonly [key: string, value: string])[];
  /** New path of every changed file (old path for deleted ones). */
  readonly paths: readonly string[];
  readonly added: number;
  readonly removed: number;
  /** First mainline release tag that contains it, position in {@link History.releases}; -1 when none yet. */
  readonly release: number;
  /** 16 hex digits of our patch id (white space and line numbers left out); '' when the patch could not be read. */
  readonly patchId: string;
  /** Why the patch could not be read, or undefined. The message is always there. */
  readonly unread: string | undefined;
  /** What `measure` gave at index time: one number for each of {@link History.numberNames}. */
  readonly numbers: Float32Array;
}

export interface Release {
  readonly name: string;
  /** Seconds since 1970. */
  readonly time: number;
  /** False for -rc and other pre-releases. */
  readonly final: boolean;
}

export type DecisionKind = 'yes' | 'no' | 'undecided';

/** The index, loaded for reading: mainline commits in (commit time, sha) order. */
export interface History {
  readonly mainline: { readonly ref: string; readonly tip: Sha };
  readonly branches: readonly StableBranch[];
  /** Mainline release tags in order of time, pre-releases included. */
  readonly releases: readonly Release[];
  /** Rows: position in this array. Non-merge mainline commits only. */
  readonly commits: readonly HistoryCommit[];
  readonly numberNames: readonly string[];
  /** Newest commit time of mainline and the stable branches: the last day of which anything is known. */
  readonly end: number;
  rowOf(sha: Sha): number | undefined;
  /** Row of the mainline commit whose copy this stable commit is. */
  mainlineRowOf(stableSha: Sha): number | undefined;
  /** True when the branch reaches the row's own commit: it was there when the branch was cut, or was merged into it. */
  contains(branch: number, row: number): boolean;
  /** Every stable copy of a row, in order of knownSince; picks that were reverted are included. */
  picks(row: number): readonly Pick[];
  /**
   * Yes: some stable branch had taken it by `asOf` and had not taken it back, or whose word decides had accepted it for all branches.
   * No: such a person had dropped it for all, or it was at least `patienceSeconds` old by then, and some branch took a later commit after that age.
   * Undecided: too young, or it has no live stable branch.
   */
  decision(row: number, asOf: number): DecisionKind;
  /** What people had said about a row by `asOf`, oldest first; Infinity: all that they ever said, see `hearAll`. */
  reviews(row: number, asOf: number): readonly Review[];
  /** Rows in `commitTime` within [since, until). */
  between(since: number, until: number): { readonly from: number; readonly to: number };
}

/** A commit that is like another one, with what was decided about it by the day of the question. */
export interface Neighbour {
  readonly row: number;
  readonly sha: Sha;
  readonly subject: string;
  /** Fused score, larger is nearer; only comparable within one answer. */
  readonly score: number;
  /** Cosine of the embeddings, or undefined when the lexical half alone found it. */
  readonly cosine: number | undefined;
  /** Words, paths and identifiers that matched most, at most 8. */
  readonly because: readonly string[];
  readonly decision: DecisionKind;
  /** Names of the stable branches that had taken it by that day. */
  readonly takenBy: readonly string[];
}
