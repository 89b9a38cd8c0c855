import type { Sha } from '../git/index.ts';
import { plural } from '../plural.ts';

/** From which probability on commits are proposed, and why from there. */
export interface Threshold {
  readonly value: number;
  readonly why: string;
  /** Commits that reach it and are still not proposed: as many as were asked for are before them. */
  readonly leftOut?: ReadonlySet<Sha>;
}

/** A commit that would be proposed if its probability were high enough. */
export interface OpenCommit {
  readonly sha: Sha;
  readonly probability: number;
}

export interface ThresholdWishes {
  /** `--threshold`, else the config. */
  readonly threshold: number | undefined;
  /** `--max`, else the config. */
  readonly max: number | undefined;
  /** Probability that the given share of past commits reached, as the model saw them out of time. */
  readonly usual: Threshold;
}

/**
 * A wished threshold as it is; a wished number as the probability of the commit that far down; else the usual one.
 */
export function chooseThreshold(wishes: ThresholdWishes, open: readonly OpenCommit[]): Threshold {
  if (wishes.threshold !== undefined) return { value: wishes.threshold, why: 'as asked' };
  if (wishes.max === undefined) return wishes.usual;
  return atMost(wishes.max, open);
}

/** Of commits with the same probability at the border those with the lower ids are taken, the order of the list. */
function atMost(max: number, open: readonly OpenCommit[]): Threshold {
  const why = `at most ${plural(max, 'proposal was', 'proposals were')} asked for`;
  if (open.length <= max) return { value: 0, why };
  const sorted = open.toSorted((a, b) => b.probability - a.probability || (a.sha < b.sha ? -1 : 1));
  const value = sorted[max - 1]?.probability ?? 1;
  const ties = sorted.slice(max).filter(({ probability }) => probability >= value);
  return { value, why, leftOut: new Set(ties.map(({ sha }) => sha)) };
}
