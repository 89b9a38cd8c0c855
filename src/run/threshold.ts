/** From which probability on commits are proposed, and why from there. */
export interface Threshold {
  readonly value: number;
  readonly why: string;
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
 * `open`: probabilities of the commits that would be proposed if high enough.
 */
export function chooseThreshold(wishes: ThresholdWishes, open: readonly number[]): Threshold {
  if (wishes.threshold !== undefined) return { value: wishes.threshold, why: 'as asked' };
  if (wishes.max === undefined) return wishes.usual;
  return atMost(wishes.max, open);
}

/** Of commits with the same probability at the border all are left out, so that never more than `max` are proposed. */
function atMost(max: number, open: readonly number[]): Threshold {
  const sorted = open.toSorted((a, b) => b - a);
  const why = `at most ${max} proposals were asked for`;
  if (sorted.length <= max) return { value: 0, why };
  const border = sorted[max] ?? 1;
  const above = sorted.filter((probability) => probability > border);
  return { value: above.at(-1) ?? 1, why };
}
