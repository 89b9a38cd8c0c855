import type { BranchAnswer } from '../../evidence/index.ts';
import type { Check, RawBranchAdvice } from '../types.ts';
import { findBranch } from './branch-names.ts';
import type { Desk } from './desk.ts';
import { quoted, right, short, unknown, wrong } from './say.ts';
import type { Outcome } from './types.ts';

/** What the evidence says about a member's advice for one branch. Undefined for `unsure`, which states nothing. */
export function checkAdvice({ branch, advice }: RawBranchAdvice, desk: Desk): Check | undefined {
  if (advice === 'unsure') return undefined;
  const what = `${advice} on ${quoted(branch, 60).slice(1, -1)}`;
  const position = findBranch(desk.history.branches, branch);
  if (position === undefined) return { what, ...wrong('there is no such stable branch', 'autosel status') };
  const name = desk.history.branches[position].name;
  const source = `autosel facts ${short(desk.commit.sha)} --onto ${name}`;
  const answer = desk.branches.find((known) => known.branch === name);
  if (answer === undefined) return { what, ...unknown('the branch was not looked at', source) };
  return { what, ...compare(advice, answer, source) };
}

function compare(advice: 'take' | 'adapt' | 'leave', answer: BranchAnswer, source: string): Outcome {
  const { applies, affected, why } = answer;
  if (answer.answer === 'already there')
    return advice === 'leave' ? right('the branch has it already', source) : wrong('the branch has it already', source);
  if (advice === 'leave')
    return affected === 'not'
      ? right(`the branch is not affected: ${why}`, source)
      : unknown(`that is an opinion; the evidence says: ${answer.says}`, source);
  if (affected === 'not') return wrong(`the branch is not affected: ${why}`, source);
  if (advice === 'take' && applies === 'conflicts') return wrong('it conflicts there and must be adapted', source);
  if (applies === 'unknown') return unknown('whether it applies was not tried', source);
  return right(`a dry run: ${applies}`, source);
}
