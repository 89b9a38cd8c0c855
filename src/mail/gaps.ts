import { TAKING } from '../evidence/index.ts';
import type { BranchAnswer } from '../evidence/index.ts';
import { compareNewestFirst, findRange, versionOf } from './versions.ts';

/** Branches between the newest and the oldest that get a commit, that do not get it themselves. */
export function findGaps(branches: readonly BranchAnswer[]): readonly BranchAnswer[] {
  const range = findRange(branches);
  if (range === undefined) return [];
  return branches
    .filter(({ branch, answer }) => {
      const version = versionOf(branch);
      const inside = compareNewestFirst(range.newest, version) < 0 && compareNewestFirst(version, range.oldest) < 0;
      return inside && !TAKING.includes(answer);
    })
    .toSorted((a, b) => compareNewestFirst(versionOf(a.branch), versionOf(b.branch)));
}
