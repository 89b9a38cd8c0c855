/** Why a score is what it is: one group of features, in words. */
export interface Reason {
  /** Feature name, for programs. */
  readonly feature: string;
  readonly value: number;
  /** What this feature added to the log-odds, compared with an average commit. */
  readonly effect: number;
  /** A sentence part for people, e.g. `fixes a commit that was released in v6.8 (2 releases ago)`. */
  readonly says: string;
}

export interface Reasons {
  /**
   * What a keeper takes for a reason, the strongest first, at most 7; of close ones those that can be checked in the commit. Where there
   * are reasons for and against, there is at least one of each. Behind them, where it is left, the effect of all other numbers as one.
   */
  readonly reasons: readonly Reason[];
  /** The strongest of those other numbers, for programs. */
  readonly numbers: readonly Reason[];
}

export interface Score extends Reasons {
  /** Calibrated probability that a stable branch takes the commit. */
  readonly probability: number;
}

export interface SliceResult {
  readonly n: number;
  readonly positives: number;
  readonly auc: number | null;
  readonly aucLow: number | null;
  readonly aucHigh: number | null;
  readonly ap: number | null;
  /** Share of the slice that must be read, best first, to see 90 % / 95 % of the positives. */
  readonly read90: number | null;
  readonly read95: number | null;
  readonly precisionTop10: number | null;
  readonly recallTop10: number | null;
  readonly ece: number | null;
}

export interface SliceResults {
  readonly all: SliceResult;
  readonly untagged: SliceResult;
  readonly untaggedNoFixes: SliceResult;
}
