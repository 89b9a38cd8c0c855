import type { KeySource } from '../endpoint/key.ts';
import type { Prices } from './price.ts';

interface ModelLimits {
  readonly name: string;
  /** Undefined leaves it to the model. */
  readonly temperature: number | undefined;
  readonly maxOutputTokens: number;
  /** Tokens of question and answer together. */
  readonly contextTokens: number | undefined;
  /** Milliseconds for one attempt. */
  readonly timeout: number;
  readonly retries: number;
  /** The longest wait before another attempt, milliseconds. */
  readonly maxWait: number;
  readonly concurrency: number;
  readonly requestsPerMinute: number | undefined;
  readonly prices: Prices | undefined;
}

/** A service by network. */
export interface ServiceConfig extends ModelLimits {
  readonly kind: 'anthropic' | 'openai' | 'google' | 'nvidia' | 'ollama' | 'openai-compatible';
  readonly model: string;
  /** Base address; undefined for the service's own. */
  readonly url: string | undefined;
  /** Undefined for a service that wants none. */
  readonly key: KeySource | undefined;
  /** Only `openai` has both. */
  readonly api: 'responses' | 'chat';
  readonly stream: boolean;
  readonly answerBy: 'tool' | 'json-schema';
}

/** A program that reads the question on its standard input and prints the answer. */
export interface ProgramConfig extends ModelLimits {
  readonly kind: 'exec';
  readonly command: readonly [string, ...string[]];
  /** Names of environment variables that it is given beside the usual ones. */
  readonly passEnv: readonly string[];
}

/** A model file that runs in this process. */
export interface FileModelConfig extends ModelLimits {
  readonly kind: 'gguf';
  /** Path of the .gguf file. */
  readonly model: string;
  /** Undefined lets the library choose. */
  readonly threads: number | undefined;
  readonly gpu: boolean;
}

export type LanguageModelConfig = ServiceConfig | ProgramConfig | FileModelConfig;
