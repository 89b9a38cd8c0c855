import type { HistoryCommit } from '../../history/index.ts';
import type { Rates } from './rates.ts';
import type { Timeline } from './timeline.ts';

/** One row to be measured as of one day. Nothing committed or decided after `day` may be read. */
export interface Question {
  readonly row: number;
  readonly commit: HistoryCommit;
  /** Seconds since 1970; see factDay. */
  readonly day: number;
  readonly timeline: Timeline;
  /** What was known by `day` of the decisions about other commits. */
  readonly rates: Rates;
}

/** A group of numbers with one name each. */
export interface FeatureGroup {
  readonly names: readonly string[];
  measure(question: Question): readonly number[];
}
