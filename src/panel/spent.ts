import type { Spent } from '../models/index.ts';
import type { SpentSum } from './types.ts';

export const NOTHING_SPENT: SpentSum = {
  microUsd: undefined,
  ms: 0,
  attempts: 0,
  questions: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
};

/** Both together. Money that nobody knows adds nothing: a sum is undefined only when no part of it is known. */
export const addSums = (a: SpentSum, b: SpentSum): SpentSum => ({
  microUsd: a.microUsd === undefined ? b.microUsd : a.microUsd + (b.microUsd ?? 0),
  ms: a.ms + b.ms,
  attempts: a.attempts + b.attempts,
  questions: a.questions + b.questions,
  inputTokens: a.inputTokens + b.inputTokens,
  cachedInputTokens: a.cachedInputTokens + b.cachedInputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
});

/** One question as a sum; undefined is a question of which nothing is known. */
export const sumOf = (spent: Spent | undefined): SpentSum => ({
  microUsd: spent?.microUsd,
  ms: spent?.ms ?? 0,
  attempts: spent?.attempts ?? 1,
  questions: 1,
  inputTokens: spent?.usage?.inputTokens ?? 0,
  cachedInputTokens: spent?.usage?.cachedInputTokens ?? 0,
  outputTokens: spent?.usage?.outputTokens ?? 0,
});
