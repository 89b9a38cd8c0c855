import type { Sha } from '../../git/index.ts';
import type { Outcome } from './types.ts';

export const right = (why: string, source: string): Outcome => ({ result: 'right', why, source });
export const wrong = (why: string, source: string): Outcome => ({ result: 'wrong', why, source });
export const unknown = (why: string, source: string): Outcome => ({ result: 'unknown', why, source });

export const short = (sha: Sha | string): string => sha.slice(0, 12);

/** A quotation of untrusted text: one line, without control characters, cut. */
export function quoted(text: string, limit = 100): string {
  const plain = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '?')
    .trim();
  return `"${plain.length > limit ? `${plain.slice(0, limit - 1)}…` : plain}"`;
}

export const showMessage = (sha: Sha): string => `git show -s ${short(sha)}`;
export const showPatch = (sha: Sha): string => `git show ${short(sha)}`;

export const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

export { plural as count } from '../../plural.ts';

export const listed = (items: readonly string[], most = 4): string =>
  items.length > most ? `${items.slice(0, most).join(', ')} and ${items.length - most} more` : items.join(', ');
