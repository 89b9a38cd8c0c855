export { checkCitations, checkClaims, checkJudgement, stateOf } from './claims.ts';
export type { JudgementToCheck } from './claims.ts';
export { checkAdvice } from './advice.ts';
export { sayPredicate } from './branches.ts';
export { checkText } from './text.ts';
export type { TextChecks } from './text.ts';
export type * from './types.ts';
