import { listPaths, parsePatch, patchIdOf, type Patch } from '../git/index.ts';
import { plainText } from './wrap.ts';

/** How a branch's version of a patch differs from mainline's, in one or two sentences. */
export function sayDifference(of: {
  readonly patch: Buffer;
  readonly mainlinePatch: Buffer;
  readonly sha: string;
}): string {
  const [own, mainline] = [parsePatch(of.patch), parsePatch(of.mainlinePatch)];
  const id = of.sha.slice(0, 12);
  if (patchIdOf(own) === patchIdOf(mainline)) return 'The diff is that of mainline, at most at other line numbers.';
  const gone = findGone(own, mainline);
  return gone.length > 0
    ? `Adapted: without the change of ${id} to ${gone.map(plainText).join(', ')}. Compare with "git show ${id}".`
    : `Adapted: the diff is not line by line that of mainline: git merged ${id} into what the branch has there. Compare with "git show ${id}".`;
}

/** Files of mainline's patch that the other one leaves alone; none where it has files of other names. */
function findGone(own: Patch, mainline: Patch): readonly string[] {
  const [here, all] = [new Set(listPaths(own)), listPaths(mainline)];
  const known = new Set(all);
  return [...here].every((path) => known.has(path)) ? all.filter((path) => !here.has(path)) : [];
}
