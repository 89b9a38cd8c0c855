import type { History } from '../history/index.ts';
import { lessonOf } from './features/passed.ts';
import { DAY } from './features/timeline.ts';

/** Late takes are mostly dependencies of something else: no message says so, and they teach less. */
const LATE_DAYS = 60;
const LATE_WEIGHT = 0.4;

/** Old decisions fade: Xen gains .005 by it, the kernel neither gains nor loses. */
const HALF_LIFE = 6 * 365 * DAY;

/** Tagged commits so near in time tell how much was being taken at all. */
const NEAR = 90 * DAY;
/** Fewer of them tell nothing. */
const LEAST_TAGGED = 10;
/** However little was taken, a no still teaches so much. */
const LEAST_BELIEF = 0.1;

interface Asked {
  readonly time: number;
  readonly taken: boolean;
}

const isYes = (history: History, row: number, asOf: number): boolean => lessonOf(history, row, asOf) === 'yes';

/** The rows whose authors asked for stable, with what became of that by the day. */
const listAsked = (history: History, rows: readonly number[], asOf: number): readonly Asked[] =>
  rows
    .filter((row) => history.commits[row].stable.some((tag) => !tag.noAutosel))
    .map((row) => ({ time: history.commits[row].commitTime, taken: isYes(history, row, asOf) }));

/**
 * For each row, which are in order of commit time, how much a no is worth: the share of tagged commits around it that were
 * taken. Where even those were left, because no branch was kept at that time or this repository does not hold it, other
 * commits were left for the same reason and not for what they are.
 */
const beliefsInNo = (history: History, rows: readonly number[], asOf: number): Float64Array => {
  const asked = listAsked(history, rows, asOf);
  let [from, to, taken] = [0, 0, 0];
  return Float64Array.from(rows, (row) => {
    const time = history.commits[row].commitTime;
    for (; to < asked.length && asked[to].time <= time + NEAR; to += 1) taken += asked[to].taken ? 1 : 0;
    for (; from < to && asked[from].time < time - NEAR; from += 1) taken -= asked[from].taken ? 1 : 0;
    const all = to - from;
    return all < LEAST_TAGGED ? 1 : Math.max(LEAST_BELIEF, (taken + 2) / (all + 2));
  });
};

/** How much each row teaches; `rows` are decided by `asOf` and in order of commit time. */
export const weightsOf = (history: History, rows: readonly number[], asOf: number): Float32Array => {
  const beliefs = beliefsInNo(history, rows, asOf);
  return Float32Array.from(rows, (row, at) => {
    const { commitTime } = history.commits[row];
    const faded = 2 ** (-(asOf - commitTime) / HALF_LIFE);
    if (!isYes(history, row, asOf)) return faded * beliefs[at];
    const first = history.picks(row)[0]?.knownSince ?? Number.POSITIVE_INFINITY;
    return faded * (first > commitTime + LATE_DAYS * DAY ? LATE_WEIGHT : 1);
  });
};
