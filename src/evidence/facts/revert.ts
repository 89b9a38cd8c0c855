import { commitAt } from '../question.ts';
import type { Finding, Question } from '../types.ts';
import { dayOf, nameCommit, shortId } from '../words.ts';

/** Whether the commit itself takes something back. */
export function revertFacts({ history, row }: Question): readonly Finding[] {
  const commit = commitAt(history, row);
  if (!commit.isRevert) return [];
  const source = `git show -s ${shortId(commit.sha)}`;
  if (commit.reverts.length === 0)
    return [
      {
        kind: 'revert',
        says: 'It is a revert, but the commit that it takes back is not in this history.',
        source,
        weighs: 'neutral',
      },
    ];
  return commit.reverts.map((target) => {
    const reverted = commitAt(history, target);
    return {
      kind: 'revert',
      says: `It reverts ${nameCommit(reverted)} of ${dayOf(reverted.commitTime)}: branches that have that one need it, others do not.`,
      source,
      weighs: 'neutral',
    };
  });
}
