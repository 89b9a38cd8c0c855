import type { Sha } from '../git/index.ts';

/** Finds commits by their abbreviated ids. */
export interface IdIndex {
  /** Every commit whose id begins with `prefix` (lower-case hex), at most `limit`. */
  find(prefix: string, limit?: number): readonly Sha[];
}

/** Binary search over sorted ids: real ambiguity among commits is nil from 10 digits on, and rare below. */
export function buildIdIndex(shas: Iterable<Sha>): IdIndex {
  const sorted = [...new Set(shas)].sort();
  return {
    find(prefix, limit = 8) {
      const from = lowerBound(sorted, prefix);
      let to = from;
      while (to < sorted.length && to - from < limit && (sorted[to] as string).startsWith(prefix)) to += 1;
      return sorted.slice(from, to);
    },
  };
}

function lowerBound(sorted: readonly string[], value: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
