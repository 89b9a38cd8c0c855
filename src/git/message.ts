import { parseBlamed } from './message-blamed.ts';
import { parseFixes } from './message-fixes.ts';
import { parseReverts } from './message-reverts.ts';
import { parseStable } from './message-stable.ts';
import { parseTrailers } from './message-trailers.ts';
import { parseUpstream } from './message-upstream.ts';
import type { MessageFacts } from './types.ts';

/** What a commit message says in a form that programs understand. Never throws; unknown text says nothing. */
export function parseMessage(subject: string, body: string): MessageFacts {
  const trailers = parseTrailers(body);
  return {
    fixes: parseFixes(body),
    stable: parseStable(trailers),
    upstream: parseUpstream(subject, body),
    reverts: parseReverts(subject, body),
    blamed: parseBlamed(subject, body),
    trailers,
  };
}
