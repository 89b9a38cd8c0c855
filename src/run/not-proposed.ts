import type { BranchAnswerKind } from '../evidence/index.ts';
import type { BranchReport } from './branches/audit-answers.ts';
import type { Lane } from './types.ts';

/** Where one commit stands with one branch. */
export interface Sorting {
  readonly lane: Lane;
  /** Undefined when the commit could not be scored. */
  readonly probability: number | undefined;
  readonly threshold: number;
  readonly answer: BranchAnswerKind | undefined;
}

/** Answers that settle it for the branch, whatever the score. */
const SETTLED: Readonly<Partial<Record<BranchAnswerKind, string>>> = {
  'already there': 'already there',
  'not affected': 'not affected',
  'out of policy': 'out of policy (the branch is past its window)',
};

const LATER: Readonly<Partial<Record<BranchAnswerKind, string>>> = {
  wait: 'too young (soak time)',
  hold: 'held (a fix or revert is pending)',
};

/** How many commits are in no list of a branch for each reason, the most frequent first. */
export function countReasons(sortings: readonly Sorting[]): BranchReport['notProposed'] {
  const counts = new Map<string, number>();
  for (const sorting of sortings) {
    const why = whyNot(sorting);
    if (why !== undefined) counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return [...counts].map(([why, count]) => ({ why, count })).toSorted((a, b) => b.count - a.count);
}

/** Undefined for a commit that is in one of the lists. What a person decided comes first, then the branch, then the score. */
function whyNot({ lane, probability, threshold, answer }: Sorting): string | undefined {
  if (lane === 'opted out') return 'opted out';
  const settled = answer === undefined ? 'not asked about' : SETTLED[answer];
  if (settled !== undefined) return settled;
  if (lane === 'proposal' || lane === 'tagged for stable') return undefined;
  if (lane === 'unread' || probability === undefined) return 'unread';
  if (probability < threshold) return 'below the threshold';
  return LATER[answer ?? 'unknown'] ?? 'of no use to any branch';
}
