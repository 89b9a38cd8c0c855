import type { History } from '../types.ts';

/**
 * The history for a question in which nobody named a day: from its end on, all counts that people ever said, for they answer later than the
 * newest commit. A question about a day asks the history as it is.
 */
export function hearAll(history: History): History {
  const ever = (asOf: number): number => (asOf >= history.end ? Infinity : asOf);
  return {
    ...history,
    decision: (row, asOf) => history.decision(row, ever(asOf)),
    reviews: (row, asOf) => history.reviews(row, ever(asOf)),
  };
}
