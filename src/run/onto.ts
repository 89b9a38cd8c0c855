import type { BranchConfig } from '../config.ts';
import { UsageError } from '../errors.ts';
import type { StableBranch } from '../history/index.ts';

/** A branch with nothing new for so long is not cared for any more; seconds. */
const ABANDONED_AFTER = 180 * 86_400;

/**
 * The branches that answers are given for: those named (short name, ref or glob), else those that took commits within
 * half a year before `asOf`. In the order of the history.
 * @throws UsageError when a name fits no branch; it says which there are.
 */
export function chooseOnto(
  branches: readonly StableBranch[],
  named: readonly string[] | undefined,
  asOf: number,
): readonly StableBranch[] {
  if (named === undefined) return branches.filter((branch) => isLive(branch, asOf));
  const wanted = new Set(named.flatMap((name) => matching(branches, name)));
  return branches.filter((branch) => wanted.has(branch));
}

function isLive(branch: StableBranch, asOf: number): boolean {
  return branch.baseTime <= asOf && branch.lastTime >= asOf - ABANDONED_AFTER;
}

function matching(branches: readonly StableBranch[], name: string): StableBranch[] {
  const fits = globMatcher(name);
  const found = branches.filter((branch) => fits(branch.name) || fits(branch.ref));
  if (found.length > 0) return found;
  const seen = branches.map((branch) => branch.name).join(', ') || 'none';
  const meant = branches.find((branch) => versionIn(branch.name) === name);
  const hint = meant === undefined ? '' : `; did you mean ${meant.name}?`;
  throw new UsageError('unknown-branch', `no stable branch ${JSON.stringify(name)}; there are: ${seen}${hint}`);
}

/** The soak time of a branch that has one of its own: that of the first entry that fits its name. */
export function soakTimes(entries: readonly BranchConfig[]): (branch: string) => number | undefined {
  const rules = entries.map(({ name, soakDays }) => ({ fits: globMatcher(name), soakDays }));
  return (branch) => rules.find(({ fits }) => fits(branch))?.soakDays;
}

/** `6.1` of `linux-6.1.y`, as the tables shorten it. */
const versionIn = (branch: string): string | undefined => /\d+(?:\.\d+)*/.exec(branch)?.[0];

/** `*` stands for any letters, `?` for one; everything else for itself. */
export function globMatcher(glob: string): (name: string) => boolean {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
  return (name) => pattern.test(name);
}
