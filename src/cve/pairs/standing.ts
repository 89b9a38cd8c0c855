import type { Pair, Point } from './types.ts';

export type FixedPair = Pair & { readonly fixed: Point };

export const isFixed = (pair: Pair): pair is FixedPair => pair.fixed !== undefined;

/** A release had the fault: the version that brought it is not the one that fixed it. */
export const isOpen = ({ introduced, fixed }: Pair): boolean => introduced?.version !== fixed?.version;

/** Every fix once, in the order of the pairs. */
export const listFixes = (pairs: readonly Pair[]): readonly Point[] => {
  const byCommit = new Map(pairs.filter(isFixed).map(({ fixed }) => [fixed.commit, fixed]));
  return [...byCommit.values()];
};
