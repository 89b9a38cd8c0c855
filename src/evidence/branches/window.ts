import type { History, StableBranch } from '../../history/index.ts';
import { DAY } from '../words.ts';
import { familyOf } from './family.ts';

const MONTH = 30 * DAY;
/** Ages are counted in quarters of a year. */
const QUARTER = 91 * DAY;
/** A commit that a live branch has not taken by then was left; the lag is below this in 90 % of all picks. */
const PATIENCE = 100 * DAY;
/** Fewer cases than this in a quarter say nothing. */
const LEAST_CASES = 40;
/**
 * Below this part of the share of its first year a branch no longer takes fixes as a matter of course. Xen falls from .96 to .27 at 21
 * months and stays there, DPDK keeps its .93 to the end.
 */
const ORDINARY = 0.4;

interface Counts {
  readonly taken: number[];
  readonly left: number[];
}

const learned = new WeakMap<History, Map<string, number | undefined>>();

/**
 * The age in seconds at which branches of this family stop taking ordinary fixes, as far as was known at the beginning of the month of
 * `asOf`; undefined when they were not seen to stop. Learned from commits that a newer branch took and whose fixed commit the branch has: from
 * the first quarter of age on in which, and in all later ones, a live branch took much less of them than in its first year. A branch that simply ended
 * does not count.
 */
export function findWindow(history: History, branch: StableBranch, asOf: number): number | undefined {
  const known = learned.get(history) ?? new Map<string, number | undefined>();
  learned.set(history, known);
  const family = familyOf(branch);
  const month = Math.floor(asOf / MONTH) * MONTH;
  const key = `${month} ${family}`;
  if (!known.has(key)) known.set(key, learnWindow(history, family, month));
  return known.get(key);
}

function learnWindow(history: History, family: string, asOf: number): number | undefined {
  const counts: Counts = { taken: [], left: [] };
  const lasts = lastPickTimes(history, asOf);
  history.branches.forEach((branch, position) => {
    if (familyOf(branch) === family && branch.baseTime <= asOf)
      countBranch({ history, position, asOf, last: lasts[position] }, counts);
  });
  return closingAge(counts);
}

/** Of each branch the time of the newest pick that was known; -Infinity when there was none. */
function lastPickTimes(history: History, asOf: number): readonly number[] {
  const lasts = history.branches.map(() => -Infinity);
  for (let row = 0; row < history.commits.length; row += 1)
    for (const { branch, knownSince } of history.picks(row))
      if (knownSince <= asOf && knownSince > lasts[branch]) lasts[branch] = knownSince;
  return lasts;
}

interface Place {
  readonly history: History;
  readonly position: number;
  readonly asOf: number;
  readonly last: number;
}

function countBranch(place: Place, counts: Counts): void {
  const { history, position, asOf, last } = place;
  const { baseTime } = history.branches[position];
  const { from, to } = history.between(baseTime, Math.min(asOf, last) - PATIENCE);
  for (let row = from; row < to; row += 1) {
    if (!hadTarget(place, row) || !newerTook(place, row)) continue;
    const quarter = Math.floor((history.commits[row].commitTime - baseTime) / QUARTER);
    const taken = history.picks(row).some((pick) => pick.branch === position && pick.knownSince <= asOf);
    const list = taken ? counts.taken : counts.left;
    list[quarter] = (list[quarter] ?? 0) + 1;
  }
}

const newerTook = ({ history, position, asOf }: Place, row: number): boolean =>
  history
    .picks(row)
    .some(
      ({ branch, knownSince }) =>
        knownSince <= asOf && history.branches[branch].baseTime > history.branches[position].baseTime,
    );

const hadTarget = ({ history, position, asOf }: Place, row: number): boolean =>
  history.commits[row].fixes.some(
    ({ row: target }) =>
      target !== undefined &&
      (history.contains(position, target) ||
        history.picks(target).some((pick) => pick.branch === position && pick.knownSince <= asOf)),
  );

/** Undefined when even the oldest age with enough cases still takes its share. */
function closingAge({ taken, left }: Counts): number | undefined {
  let closed: number | undefined;
  const least = ORDINARY * shareOf(sum(taken.slice(0, 4)), sum(left.slice(0, 4)));
  for (let quarter = Math.max(taken.length, left.length) - 1; quarter >= 0; quarter -= 1) {
    const [yes, no] = [taken[quarter] ?? 0, left[quarter] ?? 0];
    if (yes + no < LEAST_CASES) continue;
    if (shareOf(yes, no) >= least) return closed;
    closed = quarter * QUARTER;
  }
  return undefined;
}

const shareOf = (yes: number, no: number): number => (yes + no === 0 ? 1 : yes / (yes + no));

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + (count ?? 0), 0);
