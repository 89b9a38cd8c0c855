export type * from './types.ts';
export { askMember, askReferee, buildOpening, buildSystem } from './ask.ts';
export type { RefereeTurn, Turn } from './ask.ts';
export { combineProbability, learnCombination } from './combine.ts';
export type { Combination, DecidedVerdict } from './combine.ts';
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
export { listOpposed } from './contested.ts';
export type { ContestedClaim } from './contested.ts';
export { decide, isDisputed } from './decide.ts';
export type { DecideQuestion } from './decide.ts';
export { buildDossier } from './dossier.ts';
export type { DossierInput } from './dossier.ts';
export type { Passage } from './dossier-facts.ts';
export { firstNumberOf } from './fact-numbers.ts';
export { mergeGuidance, parseGuidance } from './guidance.ts';
export type { Guidance } from './guidance.ts';
export { buildJudgementForm, JUDGEMENT_NAME, parseJudgement } from './judgement.ts';
export { planMembers, splitMembers } from './members.ts';
export { buildPolicy } from './policy.ts';
export { buildPrompts, hashPrompts, PROMPT_NAMES } from './prompt-texts.ts';
export type { PanelPrompts, PromptName } from './prompt-texts.ts';
export { askRefutation, markRefuted, proveRefutations } from './refute.ts';
export type { CheckCitations, RefuteTurn } from './refute.ts';
export { addSums, NOTHING_SPENT, sumOf } from './spent.ts';
export { TALK_LIMITS } from './talk-types.ts';
export type { NextQuestion, TalkLimits } from './talk-types.ts';
export { estimateTokens } from './tokens.ts';
export { findWarnings, warnOfCommit, warnOfFacts } from './warnings.ts';
export type { ForeignText } from './warnings.ts';
export { buildTools, hideDecision } from './tools/index.ts';
export type { Toolbox, ToolQuestion } from './tools/index.ts';
