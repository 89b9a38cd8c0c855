export type * from './types.ts';
export { askMember, askReferee, buildOpening, buildSystem } from './ask.ts';
export type { RefereeTurn, Turn } from './ask.ts';
export { decide, isDisputed } from './decide.ts';
export type { DecideQuestion } from './decide.ts';
export { buildJudgementForm, JUDGEMENT_NAME, parseJudgement } from './judgement.ts';
export { buildPolicy } from './policy.ts';
export { buildPrompts, hashPrompts, PROMPT_NAMES } from './prompt-texts.ts';
export type { PanelPrompts, PromptName } from './prompt-texts.ts';
export { addSums, NOTHING_SPENT, sumOf } from './spent.ts';
export { TALK_LIMITS } from './talk-types.ts';
export type { NextQuestion, TalkLimits } from './talk-types.ts';
export { estimateTokens } from './tokens.ts';
export { checkAdvice, checkCitations, checkClaims, checkJudgement, checkText, stateOf } from './check/index.ts';
export type {
  CheckContext,
  CheckRepository,
  CommitView,
  FoundCommit,
  FoundFile,
  JudgementToCheck,
  KindCheck,
  StatementKind,
  TextChecks,
} from './check/index.ts';
