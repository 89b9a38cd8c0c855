export interface RetryTerms {
  /** Attempts after the first. */
  readonly retries: number;
  /** No wait is longer, milliseconds; a service that asks for more is not asked again. */
  readonly maxWait: number;
}

const FIRST_WAIT = 1000;

export interface FailedAttempt {
  /** 1 for the first. */
  readonly attempt: number;
  /** The service asks to wait this long, milliseconds. */
  readonly retryAfter: number | undefined;
  /** From 0 up to 1. */
  readonly chance: number;
}

/**
 * Milliseconds to wait before the next attempt; undefined when there is to be none. What the service asks for is
 * waited in full and up to a tenth longer, so that waiting clients do not return at once; else the wait doubles each
 * time, and half of it is left to chance.
 */
export const planWait = (failed: FailedAttempt, terms: RetryTerms): number | undefined => {
  if (failed.attempt > terms.retries) return undefined;
  if (failed.retryAfter !== undefined) {
    return failed.retryAfter > terms.maxWait ? undefined : Math.ceil(failed.retryAfter * (1 + failed.chance / 10));
  }
  const full = Math.min(FIRST_WAIT * 2 ** (failed.attempt - 1), terms.maxWait);
  return Math.ceil(full * (0.5 + failed.chance / 2));
};

/**
 * What `retry-after-ms` or `Retry-After` (seconds or a date, RFC 9110 section 10.2.3) ask for, in milliseconds from
 * `now`; undefined without them or when they cannot be read.
 */
export const parseRetryAfter = (
  headers: Readonly<Record<string, string>> | undefined,
  now: number,
): number | undefined => {
  const exact = parseDecimal(headers?.['retry-after-ms']);
  if (exact !== undefined) return exact;
  const seconds = parseDecimal(headers?.['retry-after']);
  if (seconds !== undefined) return seconds * 1000;
  const date = Date.parse(headers?.['retry-after'] ?? '');
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
};

const parseDecimal = (text: string | undefined): number | undefined =>
  text !== undefined && /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
