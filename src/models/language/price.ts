import type { Usage } from './types.ts';

/** US dollars per million tokens, which is the same as millionths of a dollar per token. */
export interface Prices {
  readonly input: number;
  /** Of input tokens that the service had in its cache; as `input` when undefined. */
  readonly cachedInput: number | undefined;
  readonly output: number;
}

/** Whole millionths of a US dollar; undefined when the price or the usage is unknown. */
export const priceOf = (usage: Usage | undefined, prices: Prices | undefined): number | undefined => {
  if (usage === undefined || prices === undefined) return undefined;
  const fresh = usage.inputTokens - usage.cachedInputTokens;
  const cached = usage.cachedInputTokens * (prices.cachedInput ?? prices.input);
  return Math.round(fresh * prices.input + cached + usage.outputTokens * prices.output);
};
