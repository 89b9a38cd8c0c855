import type { BranchAnswer, Fact } from '../evidence/index.ts';
import type { Sha } from '../git/index.ts';
import type { Customs, DecisionKind } from '../history/index.ts';
import type { SpentSum, Verdict } from '../panel/index.ts';
import type { Reason } from '../triage/index.ts';

/** Where triage, and the panel where it was asked, put a commit. `unsettled`: the panel was asked and did not settle it. */
export type Lane = 'already there' | 'tagged for stable' | 'opted out' | 'proposal' | 'unsettled' | 'left' | 'unread';

export interface Precedent {
  readonly sha: Sha;
  readonly subject: string;
  readonly decision: DecisionKind;
  readonly takenBy: readonly string[];
  readonly because: readonly string[];
}

export interface SelectedCommit {
  readonly sha: Sha;
  readonly subject: string;
  readonly author: string;
  /** Committer date, ISO 8601 in UTC. */
  readonly date: string;
  readonly lane: Lane;
  /** Why it is in that lane, one sentence. */
  readonly why: string;
  /** Undefined when the commit could not be read. */
  readonly probability: number | undefined;
  /** See `Reasons`. */
  readonly reasons: readonly Reason[];
  /** What the last of the reasons sums up, its strongest parts; left out by older versions. */
  readonly numbers?: readonly Reason[] | undefined;
  readonly precedents: readonly Precedent[];
  readonly branches: readonly BranchAnswer[];
  readonly facts: readonly Fact[];
  readonly paths: readonly string[];
  readonly added: number;
  readonly removed: number;
  /** What the panel says; left out where it was not asked. */
  readonly verdict?: Verdict | undefined;
}

/** A commit of a {@link BranchSeries}. */
export interface SeriesCommit {
  readonly sha: Sha;
  /** `prerequisite` and `repair`: it comes for the sake of proposals that name it among their needs. */
  readonly role: 'proposal' | 'prerequisite' | 'repair';
  /** Commits of the series without which a branch should not get this one. */
  readonly needs: readonly Sha[];
  /** Side files in which it may conflict, and which then stay as the branch has them; left out where none. */
  readonly without?: readonly string[] | undefined;
}

/** What one branch would get. */
export interface BranchSeries {
  readonly branch: string;
  /** Its newest commit on the as-of day. */
  readonly tip: Sha;
  /** In the order of mainline, prerequisites before what needs them. */
  readonly commits: readonly SeriesCommit[];
  /** Proposals that it wants and that do not apply as they are. */
  readonly adapt: readonly Sha[];
}

/** What `select` found: a pure function of the repository, the index and the as-of day. */
export interface Selection {
  readonly range: string;
  /** ISO 8601 in UTC. */
  readonly asOf: string;
  readonly mainline: string;
  /** Branches that answers are given for. */
  readonly onto: readonly string[];
  /** A commit is proposed from this probability on, and why that number. */
  readonly threshold: number;
  readonly thresholdWhy: string;
  /** Proposals first, by probability, those that some branch takes before the others; then the other lanes in the order of {@link Lane}. */
  readonly commits: readonly SelectedCommit[];
  readonly counts: Readonly<Record<Lane, number>>;
  /** For each branch that would get some of the proposals now. */
  readonly series: readonly BranchSeries[];
  /** How the project writes; left out by older versions. */
  readonly customs?: Customs | undefined;
  /** What the panel was asked and took; left out where none was asked. */
  readonly panel?: PanelSummary | undefined;
}

/** One panel run over a selection. */
export interface PanelSummary {
  readonly run: string;
  /** Commits that the panel was asked about, and why no others. */
  readonly asked: number;
  readonly gate: string;
  /** Of the whole run, calls before a stop included. */
  readonly microUsd: number;
  readonly tokens: number;
  /** Commits on which it said yes or no. */
  readonly settled: number;
  readonly members: readonly MemberShare[];
}

/** What one member did in a run. */
export interface MemberShare {
  readonly member: string;
  readonly model: string;
  readonly answers: number;
  readonly silent: number;
  readonly spent: SpentSum;
}
