import { renderFact } from './tool-calls.ts';
import { estimateTokens } from './tokens.ts';
import type { NumberedFact } from './types.ts';

/**
 * Facts with their numbers in so many tokens: all sentences first, then what proves them as far as it fits. `left` counts the facts
 * that found no room at all: they cannot be cited by who did not see them.
 */
export const renderFacts = (
  facts: readonly NumberedFact[],
  tokens: number,
): { readonly text: string; readonly left: number; readonly short: number } => {
  let room = tokens;
  const shown: NumberedFact[] = [];
  for (const fact of facts) {
    const price = estimateTokens(renderFact({ ...fact, text: '' })) + 1;
    if (price > room) break;
    room -= price;
    shown.push({ ...fact, text: '' });
  }
  let short = 0;
  const whole = shown.map((fact, at) => {
    const { text } = facts[at];
    const price = text === '' ? 0 : estimateTokens(text) + 40;
    if (price > room) short += 1;
    if (price > room) return fact;
    room -= price;
    return { ...fact, text };
  });
  return { text: whole.map(renderFact).join('\n'), left: facts.length - shown.length, short };
};
