import { UsageError } from '../errors.ts';
import type { Sha } from './types.ts';

const fullId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** True for 40 or 64 lower-case hex digits: the only strings that this room hands to git as an object id. */
export function isSha(text: string): text is Sha {
  return fullId.test(text);
}

/** A full object id from text; upper case is lowered. UsageError `not-an-object-id` for anything else. */
export function parseSha(text: string): Sha {
  const lowered = text.toLowerCase();
  if (isSha(lowered)) return lowered;
  throw new UsageError(
    'not-an-object-id',
    `${JSON.stringify(text.slice(0, 80))} is not a full object id: 40 or 64 hex digits are needed`,
  );
}
