import type { DecisionKind, History } from '../../history/index.ts';
import { DAY, PATIENCE_DAYS } from './timeline.ts';

const times = new WeakMap<History, Float64Array>();

/** Takes the branch's picks into `passed`: from the newest row down, the soonest pick of a later row. */
const passBranch = (history: History, branch: number, passed: Float64Array): void => {
  let soonest = Number.POSITIVE_INFINITY;
  for (let row = history.commits.length - 1; row >= 0; row -= 1) {
    if (soonest < passed[row] && !history.contains(branch, row)) passed[row] = soonest;
    for (const pick of history.picks(row)) {
      if (pick.branch === branch) soonest = Math.min(soonest, pick.knownSince);
    }
  }
};

/** For each row the first time at which a branch that lacks it took a later commit; Infinity when none did. */
export const passedTimes = (history: History): Float64Array => {
  const known = times.get(history);
  if (known !== undefined) return known;
  const passed = new Float64Array(history.commits.length).fill(Number.POSITIVE_INFINITY);
  for (let branch = 0; branch < history.branches.length; branch += 1) passBranch(history, branch, passed);
  times.set(history, passed);
  return passed;
};

/**
 * A decision to learn from. A no is believed sooner than `History.decision` tells it to people: the commit is old
 * enough and a branch that lacks it went past it, though that branch need not have lived on for the whole patience.
 * Without these, branches that live for three months teach yeses only.
 */
export const lessonOf = (history: History, row: number, asOf: number): DecisionKind => {
  const decision = history.decision(row, asOf);
  if (decision !== 'undecided') return decision;
  const old = history.commits[row].commitTime + PATIENCE_DAYS * DAY <= asOf;
  return old && passedTimes(history)[row] <= asOf ? 'no' : 'undecided';
};
