import type { StableBranch } from '../../history/index.ts';

/** Branches whose names differ in their version only are one family: the same people keep them by the same policy. */
export const familyOf = (branch: StableBranch): string => branch.name.replace(/\d+/g, '#');

export function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let n = 0; n < Math.max(a.length, b.length); n += 1) {
    const step = (a[n] ?? 0) - (b[n] ?? 0);
    if (step !== 0) return step;
  }
  return 0;
}
