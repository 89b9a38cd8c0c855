import { followUpsOf, isTakenBack } from '../follow-ups.ts';
import type { FollowUp } from '../follow-ups.ts';
import { incomingOf } from '../incoming.ts';
import type { IncomingFollowUp } from '../incoming.ts';
import { branchesOn, findPresence, isPresent } from '../presence.ts';
import { commitAt } from '../question.ts';
import type { Finding, Question } from '../types.ts';
import { dayOf, listWords, nameCommit, nameId, quoteText, shortId } from '../words.ts';

const NAMED = 8;

/** Later commits that repair or revert this one: who takes it must take them too, or take neither. Those still on their way come last. */
export function followUpFacts(question: Question): readonly Finding[] {
  const followUps = followUpsOf(question, NAMED);
  const coming = question.coming === undefined ? [] : incomingOf(question, question.coming).slice(0, NAMED);
  return [
    ...followUps.map((followUp) => sayFollowUp(question, followUp, isTakenBack(followUp.row, followUps))),
    ...coming.map((followUp) => sayComing(question, followUp)),
  ];
}

function sayFollowUp(question: Question, followUp: FollowUp, undone: boolean): Finding {
  const { history } = question;
  const later = commitAt(history, followUp.row);
  const what = followUp.depth === 1 ? 'it' : nameCommit(commitAt(history, followUp.of));
  const [lead, verb] = sayKind(followUp);
  return {
    kind: 'follow-up',
    says: `${lead}: ${nameCommit(later)} of ${dayOf(later.commitTime)} ${verb} ${what}; ${undone ? 'it was reverted itself' : sayWhere(question, followUp.row)}.`,
    source: `git show -s ${shortId(later.sha)}`,
    weighs: undone ? 'neutral' : 'against',
  };
}

function sayKind({ kind, how }: FollowUp): readonly [string, string] {
  if (kind === 'revert') return ['Reverted later', 'reverts'];
  return how === 'reference' ? ['Repaired later', 'fixes'] : ['Blamed later', 'says that it repairs'];
}

function sayWhere({ history, asOf }: Question, row: number): string {
  const having = branchesOn(history, asOf)
    .filter((branch) => isPresent(findPresence({ history, row, branch, asOf })))
    .flatMap((branch) => history.branches[branch]?.name ?? []);
  return having.length === 0 ? 'in no stable branch yet' : `also in ${listWords(having)}`;
}

function sayComing({ history, row }: Question, { commit, of, kind }: IncomingFollowUp): Finding {
  const what = of === commitAt(history, row).sha ? 'it' : nameId(history, of);
  return {
    kind: 'follow-up',
    says: `${kind === 'revert' ? 'Revert' : 'Repair'} on its way: ${shortId(commit.sha)} ("${quoteText(commit.subject)}") of ${dayOf(commit.commitTime)} on ${quoteText(commit.ref)} ${kind === 'revert' ? 'reverts' : 'fixes'} ${what}; mainline has it not yet.`,
    source: `git show -s ${shortId(commit.sha)}`,
    weighs: 'against',
  };
}
