import type { History, Pick } from '../history/index.ts';
import { makeRandom } from './random.ts';

/** A random order of all rows (Fisher-Yates). */
const permute = (count: number, seed: number): Int32Array => {
  const random = makeRandom(seed);
  const other = Int32Array.from({ length: count }, (_, row) => row);
  for (let at = count - 1; at > 0; at -= 1) {
    const swap = Math.floor(random() * (at + 1));
    [other[at], other[swap]] = [other[swap], other[at]];
  }
  return other;
};

/**
 * The same commits with each other's decisions: every commit is taken when another one was, as long after it.
 * Whatever scores better than chance on this history has seen a commit's own decision.
 */
export const shuffleDecisions = (history: History, seed: number): History => {
  const other = permute(history.commits.length, seed);
  const delay = (row: number): number => history.commits[row].commitTime - history.commits[other[row]].commitTime;
  const moved = (pick: Pick, by: number): Pick => ({
    ...pick,
    knownSince: pick.knownSince + by,
    revertedAt: pick.revertedAt === undefined ? undefined : pick.revertedAt + by,
  });
  return {
    ...history,
    rowOf: (sha) => history.rowOf(sha),
    mainlineRowOf: (sha) => history.mainlineRowOf(sha),
    contains: (branch, row) => history.contains(branch, row),
    between: (since, until) => history.between(since, until),
    picks: (row) => history.picks(other[row]).map((pick) => moved(pick, delay(row))),
    decision: (row, asOf) => history.decision(other[row], asOf - delay(row)),
    reviews: (row, asOf) => history.reviews(other[row], asOf - delay(row)),
  };
};
