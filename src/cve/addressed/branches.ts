import { findPresence, isPresent, type BranchAnswer } from '../../evidence/index.ts';
import type { Sha } from '../../git/index.ts';
import type { History } from '../../history/index.ts';
import type { BranchState, Earlier } from './types.ts';

/** A commit of a branch that took out the lines which the fix changes. */
export interface Removal {
  readonly sha: Sha;
  readonly subject: string;
}

/** What was seen of such a commit; `unread`: why nobody can say whether there is one. */
export type SeenRemoval = Removal | { readonly unread: string };

export interface BranchesAsked {
  readonly history: History;
  readonly row: number;
  readonly asOf: number;
  /** What is known of each branch that is asked for. */
  readonly answers: readonly BranchAnswer[];
  readonly earlier: readonly Earlier[];
  /** By branch: what took the lines out of it, where somebody looked and found it or could not tell. */
  readonly removals: ReadonlyMap<string, SeenRemoval>;
}

/** How the fault stands on each branch: by the fix itself, by an earlier one, by the lines, or open. Pure. */
export const standOnBranches = (asked: BranchesAsked): readonly BranchState[] =>
  asked.answers.map((answer) => standOn(asked, answer));

function standOn(asked: BranchesAsked, answer: BranchAnswer): BranchState {
  const { branch, affected, why } = answer;
  const own = findFixOn(asked, asked.row, branch);
  if (own !== undefined)
    return { branch, state: 'addressed', by: own.sha, says: `addressed in ${branch} by ${own.says}` };
  const other = findEarlierOn(asked, branch);
  if (other !== undefined)
    return { branch, state: 'addressed', by: other.sha, says: `addressed in ${branch} by ${other.says}` };
  const removal = asked.removals.get(branch);
  if (removal !== undefined && 'sha' in removal)
    return {
      ...{ branch, state: 'addressed', by: removal.sha },
      says: `addressed in ${branch} by ${removal.sha.slice(0, 12)}, which took the lines out that the fix changes`,
    };
  if (affected === 'not')
    return { branch, state: 'not affected', by: undefined, says: `not affected in ${branch}: ${why}` };
  if (affected === 'unknown') return { branch, state: 'unknown', by: undefined, says: `unknown in ${branch}: ${why}` };
  if (removal !== undefined)
    return {
      ...{ branch, state: 'unknown', by: undefined },
      says: `unknown in ${branch}: whether a commit took the lines out that the fix changes cannot be told (${removal.unread})`,
    };
  return { branch, state: 'open', by: undefined, says: `open in ${branch}` };
}

interface FixOn {
  readonly sha: Sha;
  readonly says: string;
}

function findFixOn({ history, asOf }: BranchesAsked, row: number, name: string): FixOn | undefined {
  const branch = history.branches.findIndex((each) => each.name === name);
  if (branch < 0) return undefined;
  const presence = findPresence({ history, row, branch, asOf });
  if (!isPresent(presence)) return undefined;
  const sha = presence.kind === 'picked' ? presence.pick.stableSha : history.commits[row].sha;
  return { sha, says: sha.slice(0, 12) };
}

/** The same change under another id; a different fix of the same commit proves nothing about this one. */
function findEarlierOn(asked: BranchesAsked, branch: string): FixOn | undefined {
  for (const { kind, by } of asked.earlier) {
    const row = by === undefined || kind === 'same target' ? undefined : asked.history.rowOf(by);
    const found = row === undefined ? undefined : findFixOn(asked, row, branch);
    if (found !== undefined) return { ...found, says: `${found.says} (${kind})` };
  }
  return undefined;
}
