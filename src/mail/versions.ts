import { TAKING } from '../evidence/index.ts';
import type { BranchAnswer } from '../evidence/index.ts';
import type { SubjectMark } from './skeleton/index.ts';

/** The version in a branch's name, in its own spelling: `6.1` of `linux-6.1.y`, `21.11` of `21.11`, `4.17` of `stable-4.17`. */
export const versionOf = (branch: string): string => /\d+(?:\.\d+)*/.exec(branch)?.[0] ?? branch;

/** Branches that a proposal is meant for: those that take it now, as it is, after others or adapted. */
const meantFor = (branches: readonly BranchAnswer[]): readonly string[] =>
  branches.filter(({ answer }) => TAKING.includes(answer)).map(({ branch }) => branch);

/** `6.16-6.1`: the newest and the oldest of those that get it; undefined for none. */
export function findRange(branches: readonly BranchAnswer[]): SubjectMark['versions'] {
  const versions = [...new Set(meantFor(branches).map(versionOf))].toSorted(compareNewestFirst);
  const [newest, oldest] = [versions.at(0), versions.at(-1)];
  return newest === undefined || oldest === undefined ? undefined : { newest, oldest };
}

/** The oldest branch that gets it, of two or more; undefined where there is no choice. */
export function oldestWanted(branches: readonly BranchAnswer[]): string | undefined {
  const names = meantFor(branches).toSorted((a, b) => compareNewestFirst(versionOf(a), versionOf(b)));
  return names.length < 2 ? undefined : names.at(-1);
}

export function compareNewestFirst(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let n = 0; n < Math.max(left.length, right.length); n += 1) {
    const step = (right[n] ?? 0) - (left[n] ?? 0);
    if (step !== 0) return step;
  }
  return 0;
}
