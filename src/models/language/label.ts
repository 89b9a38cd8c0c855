import { basename } from 'node:path';
import type { LanguageModelConfig } from './config-types.ts';

/** As `LanguageModel.label`; also for a model that is not open. */
export const labelModel = (config: LanguageModelConfig): string => {
  if (config.kind === 'exec') return `exec/${config.name}`;
  return `${config.kind}/${config.kind === 'gguf' ? basename(config.model) : config.model}`;
};
