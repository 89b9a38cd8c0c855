import { makeDice } from './dice.ts';
import { DAY, START } from './story.ts';
import type { PickStyle } from './message.ts';
import type { StoryCommit } from './story.ts';
import { applyEdits, invertEdits } from './tree.ts';
import type { Edit, Tree } from './tree.ts';

export interface StablePlan {
  readonly name: string;
  readonly release: string;
  readonly style: PickStyle;
  /** Days after the start on which it is released for the last time. */
  readonly lastDay: number;
  /** Point release in which one earlier pick is taken back. */
  readonly revertIn?: number;
}

export const STABLE_BRANCHES: readonly StablePlan[] = [
  { name: 'stable-2.0', release: 'v2.0', style: 'cherry picked', lastDay: 790 },
  { name: 'stable-2.1', release: 'v2.1', style: 'cherry picked', lastDay: 1092, revertIn: 9 },
  { name: 'stable-2.2', release: 'v2.2', style: 'upstream brackets', lastDay: 1092 },
  { name: 'stable-2.3', release: 'v2.3', style: 'upstream brackets', lastDay: 1092 },
];

export type StableStep =
  | { readonly kind: 'pick'; readonly of: StoryCommit; readonly edits: readonly Edit[]; readonly time: number }
  | { readonly kind: 'revert'; readonly of: StoryCommit; readonly edits: readonly Edit[]; readonly time: number }
  | { readonly kind: 'release'; readonly name: string; readonly time: number };

/** What keepers want does not depend on the branch; what each branch then does differs a little. */
export function decideWanted(commits: readonly StoryCommit[], seed: number): ReadonlySet<StoryCommit> {
  const dice = makeDice(seed);
  return new Set(commits.filter((commit) => dice.chance(commit.wanted)));
}

/** A point release every two or three weeks with what waited long enough and fits, in the order of mainline. */
export function planStable(plan: StablePlan, given: GivenMainline): StableStep[] {
  const dice = makeDice(given.seed);
  const waiting = given.later
    .filter((commit) => given.wanted.has(commit) && !dice.chance(0.06))
    .map((commit) => ({ commit, ready: commit.time + dice.between(4, 11) * DAY + (dice.chance(0.3) ? 25 * DAY : 0) }));
  const steps: StableStep[] = [];
  const taken = new Set<StoryCommit>();
  let tree = given.tree;
  let number = 0;
  for (let day = given.day + 14; day <= plan.lastDay; day += dice.between(13, 21)) {
    const releaseTime = START + day * DAY;
    const due = waiting.filter(({ commit, ready }) => ready < releaseTime && !taken.has(commit));
    let clock = releaseTime - 6 * 3600;
    const push = (kind: 'pick' | 'revert', of: StoryCommit, edits: readonly Edit[]): boolean => {
      const next = applyEdits(tree, edits);
      if (next === undefined) return false;
      tree = next;
      clock += 30;
      steps.push({ kind, of, edits, time: clock });
      return true;
    };
    number += 1;
    const regretted = steps.filter(({ kind }) => kind === 'pick').at(-3);
    if (number === plan.revertIn && regretted?.kind === 'pick')
      push('revert', regretted.of, invertEdits(regretted.edits));
    for (const { commit } of due) {
      taken.add(commit);
      push('pick', commit, commit.edits);
    }
    steps.push({ kind: 'release', name: `${plan.release}.${number}`, time: releaseTime });
  }
  return steps;
}

export interface GivenMainline {
  readonly seed: number;
  /** Tree and day of the release that the branch starts from. */
  readonly tree: Tree;
  readonly day: number;
  /** Mainline commits after that release, in order. */
  readonly later: readonly StoryCommit[];
  readonly wanted: ReadonlySet<StoryCommit>;
}
