import {
  APICallError,
  EmptyResponseBodyError,
  InvalidResponseDataError,
  JSONParseError,
  TypeValidationError,
} from 'ai';
import { ModelError } from '../failure.ts';
import { parseRetryAfter } from '../retry.ts';

const TOO_LONG =
  /context[ _](?:length|window|size)|prompt is too long|too long|too many (?:input )?tokens|maximum (?:number of )?tokens|exceeds?\b.{0,40}\btokens/i;
const FILTERED = /content[_ ](?:policy|filter)|safety system|responsible[_ ]?ai/i;
const NO_CREDIT = /insufficient_quota|credit balance|billing/i;
/** Statuses after which the same question may be answered: conflicts and time-outs of the service, load, its faults. */
const PASSING = new Set([408, 409, 425, 429]);

/** What a model of the `ai` family threw, told apart. `now` is for a Retry-After that names a date. */
export const explainSdkFailure = (error: unknown, now: number): ModelError => {
  if (error instanceof ModelError) return error;
  if (APICallError.isInstance(error)) return explainCall(error, now);
  return isProtocolError(error) ? outOfProtocol(error) : explainBreak(wordsOf(error));
};

const PROTOCOL_ERRORS = [JSONParseError, TypeValidationError, InvalidResponseDataError, EmptyResponseBodyError];

const isProtocolError = (error: unknown): boolean =>
  PROTOCOL_ERRORS.some((kind) => kind.isInstance(error)) ||
  (error instanceof Error && error.cause !== error && isProtocolError(error.cause));

const outOfProtocol = (error: unknown): ModelError =>
  new ModelError('model-malformed', `its answer does not keep the protocol: ${wordsOf(error).slice(0, 200)}`, {
    retry: true,
  });

/** An error that came in the middle of a stream has words and no status. */
const explainBreak = (words: string): ModelError => {
  if (TOO_LONG.test(words)) return new ModelError('model-prompt-too-long', words);
  if (NO_CREDIT.test(words)) return new ModelError('model-denied', words);
  return new ModelError('model-unavailable', `it broke off: ${words}`, { retry: true });
};

const explainCall = (error: APICallError, now: number): ModelError => {
  const { statusCode: status, responseHeaders } = error;
  const words = wordsOf(error);
  const body = `${words} ${error.responseBody ?? ''}`;
  if (status === undefined) return new ModelError('model-unavailable', `cannot be reached: ${words}`, { retry: true });
  if (status < 300) return isProtocolError(error) ? outOfProtocol(error) : explainBreak(words);
  const said = `answers with HTTP ${status}: ${words}`;
  if (status === 413 || (status < 429 && TOO_LONG.test(body))) return new ModelError('model-prompt-too-long', said);
  if (status < 429 && FILTERED.test(body)) return new ModelError('model-refused', said);
  if (status < 500 && (!PASSING.has(status) || NO_CREDIT.test(body))) return new ModelError('model-denied', said);
  return new ModelError('model-unavailable', said, { retry: true, retryAfter: parseRetryAfter(responseHeaders, now) });
};

/** The message of an error, or of the object that a service sent in its place, with that of its first cause. */
const wordsOf = (error: unknown): string => {
  if (typeof error === 'string') return error;
  if (typeof error !== 'object' || error === null) return String(error);
  const { message, cause } = error as { message?: unknown; cause?: unknown };
  const why = cause instanceof Error && cause.message !== message ? ` (${cause.message})` : '';
  return typeof message === 'string' ? `${message}${why}` : (JSON.stringify(error) ?? 'no reason given');
};
