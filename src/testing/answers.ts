import type { Affected, BranchAnswer, BranchAnswerKind } from '../evidence/index.ts';

const AFFECTED: Readonly<Partial<Record<BranchAnswerKind, Affected>>> = {
  'not affected': 'not',
  'out of policy': 'out of policy',
  unknown: 'unknown',
};

/** An answer by hand: what a test does not give is as little as fits the answer. */
export const answerOf = (
  branch: string,
  answer: BranchAnswerKind,
  given: Partial<BranchAnswer> = {},
): BranchAnswer => ({
  branch,
  answer,
  says: answer,
  why: '',
  affected: AFFECTED[answer] ?? 'affected',
  applies: answer === 'already there' ? 'already there' : 'unknown',
  prerequisites: [],
  together: [],
  conflicts: [],
  ...given,
});
