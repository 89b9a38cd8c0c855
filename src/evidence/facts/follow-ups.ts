import type { FollowUp } from '../follow-ups.ts';
import { followUpsOf } from '../follow-ups.ts';
import { branchesOn, findPresence, isPresent } from '../presence.ts';
import { commitAt } from '../question.ts';
import type { Finding, Question } from '../types.ts';
import { dayOf, listWords, nameCommit, shortId } from '../words.ts';

const NAMED = 8;

/** Later commits that repair or revert this one: who takes it must take them too, or take neither. */
export function followUpFacts(question: Question): readonly Finding[] {
  return followUpsOf(question, NAMED).map((followUp) => sayFollowUp(question, followUp));
}

function sayFollowUp({ history, asOf }: Question, { row, of, kind, depth }: FollowUp): Finding {
  const later = commitAt(history, row);
  const what = depth === 1 ? 'it' : shortId(commitAt(history, of).sha);
  const having = branchesOn(history, asOf)
    .filter((branch) => isPresent(findPresence({ history, row, branch, asOf })))
    .flatMap((branch) => history.branches[branch]?.name ?? []);
  const where = having.length === 0 ? 'in no stable branch yet' : `also in ${listWords(having)}`;
  return {
    kind: kind === 'revert' ? 'reverted' : 'fixed-later',
    says: `${kind === 'revert' ? 'Reverted' : 'Repaired'} later: ${nameCommit(later)} of ${dayOf(later.commitTime)} ${kind === 'revert' ? 'reverts' : 'fixes'} ${what}; ${where}.`,
    source: `git show -s ${shortId(later.sha)}`,
    weighs: 'against',
  };
}
