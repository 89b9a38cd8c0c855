import type { HistoryState } from '../store/index.ts';
import { surveyRefs } from './survey.ts';
import type { UpdateOptions } from './types.ts';

export interface Difference {
  /** Commits are read or measured in another way now than when the index was made. */
  readonly made: boolean;
  /** Refs, names or the way in which decisions are derived are others. */
  readonly derived: boolean;
}

/** What an update would do anew, told from the refs alone. UsageErrors as of `updateHistory`. */
export async function compareWithIndex(
  {
    repository,
    overrides = {},
    measures,
    terms,
  }: Pick<UpdateOptions, 'repository' | 'overrides' | 'measures' | 'terms'>,
  state: HistoryState,
): Promise<Difference> {
  const survey = await surveyRefs({ repository, overrides, measures, terms });
  return { made: survey.made !== state.made, derived: survey.fingerprint !== state.fingerprint };
}
