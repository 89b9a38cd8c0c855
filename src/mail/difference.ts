import { parsePatch, patchIdOf } from '../git/index.ts';

/** How a branch's version of a patch differs from mainline's, in one or two sentences. */
export function sayDifference(of: {
  readonly patch: Buffer;
  readonly mainlinePatch: Buffer;
  readonly sha: string;
}): string {
  const same = patchIdOf(parsePatch(of.patch)) === patchIdOf(parsePatch(of.mainlinePatch));
  const id = of.sha.slice(0, 12);
  return same
    ? 'The diff is that of mainline, at most at other line numbers.'
    : `Adapted: the diff is not line by line that of mainline: git merged ${id} into what the branch has there. Compare with "git show ${id}".`;
}
