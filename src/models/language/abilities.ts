import type { LanguageModelConfig } from './config-types.ts';
import type { ModelAbilities } from './types.ts';

/** Tokens of context below which descriptions of tools and what they answer leave no room for a commit. */
const LEAST_FOR_TOOLS = 12_000;

/** What a model can do, known from its config: no program and no file in this process calls tools, nor does a small context hold them. */
export const abilitiesOf = (config: LanguageModelConfig): ModelAbilities => {
  const { kind, contextTokens, maxOutputTokens } = config;
  const tools = kind !== 'exec' && kind !== 'gguf' && (contextTokens ?? LEAST_FOR_TOOLS) >= LEAST_FOR_TOOLS;
  return { tools, contextTokens, maxOutputTokens };
};
