import type { Sha } from '../../git/index.ts';
import type { History } from '../../history/index.ts';

/** The history as if nobody had decided on that row: no picks, no copies, no words, undecided. Whoever answers from it cannot tell. */
export function hideDecision(history: History, row: number): History {
  const copies = new Set<Sha>(history.picks(row).map(({ stableSha }) => stableSha));
  return {
    ...history,
    rowOf: (sha) => history.rowOf(sha),
    mainlineRowOf: (stableSha) => (copies.has(stableSha) ? undefined : history.mainlineRowOf(stableSha)),
    contains: (branch, at) => history.contains(branch, at),
    picks: (at) => (at === row ? [] : history.picks(at)),
    decision: (at, asOf) => (at === row ? 'undecided' : history.decision(at, asOf)),
    reviews: (at, asOf) => (at === row ? [] : history.reviews(at, asOf)),
    between: (since, until) => history.between(since, until),
  };
}
