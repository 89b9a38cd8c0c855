import type { History } from '../../history/index.ts';
import { DAY } from './timeline.ts';

/** A stable branch that was alive on a day. */
export interface LiveBranch {
  /** Position in History.branches. */
  readonly branch: number;
  readonly baseTime: number;
}

/** A branch that took nothing for this long is not alive. */
const SILENCE = 120 * DAY;

/** Times of all picks per branch, rising. */
const pickTimes = new WeakMap<History, readonly (readonly number[])[]>();

const readPickTimes = (history: History): readonly (readonly number[])[] => {
  const known = pickTimes.get(history);
  if (known !== undefined) return known;
  const times: number[][] = history.branches.map(() => []);
  for (let row = 0; row < history.commits.length; row += 1) {
    for (const pick of history.picks(row)) times[pick.branch].push(pick.knownSince);
  }
  for (const own of times) own.sort((a, b) => a - b);
  pickTimes.set(history, times);
  return times;
};

const tookWithin = (times: readonly number[], since: number, until: number): boolean => {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] < since) low = middle + 1;
    else high = middle;
  }
  return low < times.length && times[low] <= until;
};

/** Branches that took a commit in the 120 days up to `day`, or that began in them. */
export const liveBranches = (history: History, day: number): LiveBranch[] => {
  const times = readPickTimes(history);
  return history.branches.flatMap(({ baseTime }, branch) => {
    const young = baseTime <= day && baseTime > day - SILENCE;
    return young || tookWithin(times[branch], day - SILENCE, day) ? [{ branch, baseTime }] : [];
  });
};
