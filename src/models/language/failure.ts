import { InfrastructureError } from '../../errors.ts';
import type { Said, Spent, Usage } from './types.ts';

/**
 * - `model-unavailable`: no answer after all attempts (load, 5xx, a lost connection, a cut stream, too slow).
 * - `model-denied`: the service does not take the question (key, model name, parameters, quota).
 * - `model-refused`: the model or its filter does not want to answer.
 * - `model-empty`: the model ended without a word.
 * - `model-malformed`: an answer that is no JSON, does not fit the schema or the protocol, or calls a tool wrongly.
 * - `model-prompt-too-long`: the question does not fit into the model.
 * - `model-answer-too-long`: the answer was cut at its limit.
 */
export type ModelErrorCode =
  | 'model-unavailable'
  | 'model-denied'
  | 'model-refused'
  | 'model-empty'
  | 'model-malformed'
  | 'model-prompt-too-long'
  | 'model-answer-too-long';

export interface FailureDetails {
  /** What the model said all the same: the input of a repair round. */
  readonly said?: Said | undefined;
  readonly usage?: Usage | undefined;
  /** Another attempt may go better. */
  readonly retry?: boolean;
  /** The service asks to wait this long, milliseconds. */
  readonly retryAfter?: number | undefined;
  readonly spent?: Spent | undefined;
}

/** A model gave no answer; the code says why. Never holds a cause: replies of services may repeat a key. */
export class ModelError extends InfrastructureError {
  declare readonly code: ModelErrorCode;
  readonly said: Said | undefined;
  readonly usage: Usage | undefined;
  readonly retry: boolean;
  readonly retryAfter: number | undefined;
  /** What the question took; set on every error that leaves `ask`. */
  readonly spent: Spent | undefined;

  constructor(code: ModelErrorCode, message: string, details: FailureDetails = {}) {
    super(code, message);
    this.said = details.said;
    this.usage = details.usage;
    this.retry = details.retry ?? false;
    this.retryAfter = details.retryAfter;
    this.spent = details.spent;
  }
}
