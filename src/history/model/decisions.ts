import type { DecisionKind, Pick } from '../types.ts';

/**
 * Lag from mainline to stable is 36-104 days at the 90th percentile (DPDK, Xen, systemd): before this age silence says nothing.
 * Seconds.
 */
export const PATIENCE = 100 * 86_400;

export interface Decisions {
  decision(row: number, asOf: number): DecisionKind;
}

export interface DecisionValues {
  readonly commitTimes: Float64Array;
  /** By row, in order of knownSince. */
  readonly picks: readonly (readonly Pick[])[];
  readonly branches: number;
  contains(branch: number, row: number): boolean;
  readonly patience: number;
}

/**
 * Yes from the day a branch took it (until it took it back). No from the day when a branch that lacks it took a later commit,
 * though this one was older than `patience`: the branch was alive and its keepers had passed it by. Else undecided.
 */
export function buildDecisions(values: DecisionValues): Decisions {
  let passedBy: Float64Array | undefined;
  return {
    decision(row, asOf) {
      const taken = values.picks[row]?.some(
        ({ knownSince, revertedAt }) => knownSince <= asOf && (revertedAt === undefined || revertedAt > asOf),
      );
      if (taken) return 'yes';
      passedBy ??= findPassedBy(values);
      return passedBy[row] <= asOf ? 'no' : 'undecided';
    },
  };
}

/** For each row the first time at which a branch passed it by; Infinity when none did. */
function findPassedBy(values: DecisionValues): Float64Array {
  const passedBy = new Float64Array(values.commitTimes.length).fill(Infinity);
  const perBranch = listPicks(values);
  perBranch.forEach((landed, branch) => {
    for (let row = 0; row < passedBy.length; row += 1) {
      if (values.contains(branch, row)) continue;
      const time = firstLater(landed, row, values.commitTimes[row] + values.patience);
      if (time < passedBy[row]) passedBy[row] = time;
    }
  });
  return passedBy;
}

interface Landed {
  /** When each pick of a branch became known, ascending. */
  readonly times: Float64Array;
  readonly rows: Int32Array;
  /** Largest row from this position on. */
  readonly newest: Int32Array;
}

function listPicks(values: DecisionValues): readonly Landed[] {
  const lists: { readonly time: number; readonly row: number }[][] = Array.from({ length: values.branches }, () => []);
  values.picks.forEach((picks, row) => {
    for (const { branch, knownSince } of picks) lists[branch]?.push({ time: knownSince, row });
  });
  return lists.map((list) => {
    list.sort((a, b) => a.time - b.time || a.row - b.row);
    const newest = new Int32Array(list.length);
    for (let at = list.length - 1, most = -1; at >= 0; at -= 1)
      newest[at] = most = Math.max(most, (list[at] as { row: number }).row);
    return {
      times: Float64Array.from(list, ({ time }) => time),
      rows: Int32Array.from(list, ({ row }) => row),
      newest,
    };
  });
}

/** When the branch first took a commit behind `row`, from `since` on. */
function firstLater({ times, rows, newest }: Landed, row: number, since: number): number {
  for (let at = lowerBound(times, since); at < times.length && newest[at] > row; at += 1) {
    if (rows[at] > row) return times[at];
  }
  return Infinity;
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
