import { compareCveIds } from '../id.ts';
import type { CommitRole, CveHit, CveIndex } from './types.ts';

const RANK: Readonly<Record<CommitRole, number>> = { fix: 0, backport: 1, vulnerable: 2, introduced: 3 };

/** Sorts what the files say once, so that every question is a look-up. */
export const buildCveIndex = (hits: readonly CveHit[]): CveIndex => {
  const byCve = Map.groupBy(hits, ({ id }) => id);
  const sorted = hits.toSorted(
    (a, b) => compareTexts(a.commit, b.commit) || RANK[a.role] - RANK[b.role] || compareCveIds(a.id, b.id),
  );
  return {
    ofCve: (id) => byCve.get(id),
    ofCommit: (prefix) => {
      const from = firstFrom(sorted, (commit) => commit >= prefix);
      const to = firstFrom(sorted, (commit) => commit >= prefix && !commit.startsWith(prefix));
      return sorted.slice(from, to).toSorted((a, b) => RANK[a.role] - RANK[b.role]);
    },
  };
};

const compareTexts = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The first place whose commit fits, where all behind it fit too. */
const firstFrom = (sorted: readonly CveHit[], fits: (commit: string) => boolean): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (fits(sorted[middle].commit)) high = middle;
    else low = middle + 1;
  }
  return low;
};
