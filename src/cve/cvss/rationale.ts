import type { CvssVector } from './vector.ts';

/** Why one metric has its value. */
export interface Reasoned {
  readonly metric: string;
  readonly value: string;
  readonly why: string;
}

/** A vector with the reason of every base metric, and who scored it. */
export interface Rationale {
  /** Id of the organisation, a uuid. */
  readonly organisation: string;
  readonly vector: CvssVector;
  readonly reasons: readonly Reasoned[];
}

/** One reason a line, as records carry them. */
export const renderReason = ({ metric, value, why }: Reasoned): string => `${metric}:${value} - ${why}`;
