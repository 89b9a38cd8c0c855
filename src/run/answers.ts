import type { Config } from '../config.ts';
import type { BranchAnswer, Fact } from '../evidence/index.ts';
import type { Sha } from '../git/index.ts';
import type { DecisionKind, LookedBranch, PickHow } from '../history/index.ts';
import type { SliceResults } from '../triage/index.ts';
import type { Precedent, SelectedCommit } from './types.ts';

/** What `index` did and what the store now holds. */
export interface IndexSummary {
  readonly mainline: string;
  /** Non-merge commits of mainline that the index holds. */
  readonly commits: number;
  /** How many of them were read in this call; mainline and stable branches together. */
  readonly newCommits: number;
  readonly branches: readonly BranchSummary[];
  /** Commits whose patch could not be read, and why for one of them. */
  readonly unread: number;
  /** What each later step did: `learned anew`, `5 commits added`, `nothing to do`. */
  readonly steps: readonly { readonly name: string; readonly did: string }[];
  readonly store: string;
}

export interface BranchSummary {
  readonly name: string;
  /** Mainline commits that it has taken. */
  readonly picks: number;
  readonly why: string;
}

/** One commit that another one names, or that names it. */
export interface RelatedCommit {
  /** Undefined when it is not in this history. */
  readonly sha: Sha | undefined;
  /** As written in the message, when that is all there is. */
  readonly id: string | undefined;
  readonly subject: string | undefined;
  readonly release: string | undefined;
  readonly takenBy: readonly string[];
}

/** A copy on a stable branch. */
export interface Copy {
  readonly branch: string;
  readonly sha: Sha;
  readonly how: PickHow;
  /** ISO 8601 in UTC. */
  readonly knownSince: string;
  readonly revertedAt: string | undefined;
}

/** What `facts --json` prints of one commit, on one line; other programs read it. */
export interface CommitFacts {
  readonly sha: Sha;
  /** As it was asked for, where that is not its full id. */
  readonly asked?: string;
  readonly subject: string;
  readonly branches: readonly ({ readonly name: string } & Omit<BranchAnswer, 'branch'>)[];
  readonly facts: readonly Fact[];
}

/** Everything known about one commit as of a day. */
export interface Explanation {
  readonly asOf: string;
  readonly mainline: string;
  /** The stable commit that was asked for, when the rest tells of the mainline commit that it copies. */
  readonly asked: { readonly sha: Sha; readonly branch: string } | undefined;
  readonly commit: SelectedCommit;
  /** Proposed from this probability on, and why that number. */
  readonly threshold: number;
  readonly thresholdWhy: string;
  /** First mainline release that contains it. */
  readonly release: string | undefined;
  readonly decision: DecisionKind;
  readonly copies: readonly Copy[];
  readonly fixes: readonly RelatedCommit[];
  readonly fixedBy: readonly RelatedCommit[];
  readonly reverts: readonly RelatedCommit[];
  readonly revertedBy: readonly RelatedCommit[];
}

export interface SimilarCommit extends Precedent {
  /** ISO 8601 in UTC. */
  readonly date: string;
  /** Larger is nearer; only comparable within one answer. */
  readonly score: number;
  readonly cosine: number | undefined;
}

export interface SimilarAnswer {
  readonly asOf: string;
  readonly commit: { readonly sha: Sha; readonly subject: string };
  readonly neighbours: readonly SimilarCommit[];
}

export interface StoreStatus {
  readonly store: string;
  /** Undefined when nothing was indexed yet. */
  readonly index: IndexStatus | undefined;
}

export interface IndexStatus {
  readonly mainline: string;
  readonly commits: number;
  readonly branches: readonly BranchSummary[];
  /** Newest commit time of mainline and the stable branches, seconds since 1970. */
  readonly end: number;
  readonly unread: number;
  /** Why the next `index` has something to do, one phrase each; empty when it has nothing to do. */
  readonly stale: readonly string[];
  readonly parts: readonly { readonly name: string; readonly says: string }[];
}

/** What `init` found in a repository. */
export interface Inspection {
  readonly mainline: string;
  readonly branches: readonly LookedBranch[];
  /** Branches with a version in their names that do not count, and why. */
  readonly left: readonly { readonly name: string; readonly why: string }[];
  /** What goes into the written config: stable branches only where a person named them, so that new ones are found. */
  readonly config: Pick<Config, 'mainline' | 'stable'>;
}

/** What `backtest --json` prints; the shape that other programs read. */
export interface BacktestNumbers {
  /** ISO 8601 in UTC. */
  readonly since: string;
  readonly until: string;
  readonly slices: SliceResults;
  /** The same, with only what was taken within 60 days counted as taken. */
  readonly within60: SliceResults;
  /** AUC per slice of the control with shuffled decisions; undefined when it was left out. */
  readonly shuffled: { readonly [Slice in keyof SliceResults]: number | null } | undefined;
}
