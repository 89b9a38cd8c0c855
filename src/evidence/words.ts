import type { Sha } from '../git/index.ts';
import type { History, HistoryCommit } from '../history/index.ts';

export const DAY = 86_400;

/** `2024-05-31`, in UTC. */
export const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

export const shortId = (sha: Sha): string => sha.slice(0, 12);

/** Subject lines are other people's text: one line, no control or direction-changing characters, at most `limit` characters. */
export function quoteText(text: string, limit = 90): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
  const letters = [...plain];
  return letters.length <= limit ? plain : `${letters.slice(0, limit - 1).join('')}…`;
}

/** `1234567890ab ("mm: fix a leak")`, as a Fixes trailer has it. */
export const nameCommit = (commit: HistoryCommit): string => `${shortId(commit.sha)} ("${quoteText(commit.subject)}")`;

/** The same for an id; by itself where its commit is not in this history. */
export function nameId(history: History, sha: Sha): string {
  const row = history.rowOf(sha);
  return row === undefined ? shortId(sha) : nameCommit(history.commits[row]);
}

export { listWords } from '../list-words.ts';
export { plural } from '../plural.ts';

/** A ref may hold signs that a shell reads. */
export function quoteForShell(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
