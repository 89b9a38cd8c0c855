import { foldWords } from './fold.ts';
import type { Relation } from './types.ts';

/** How two subjects relate, and which share of their words they have in common (0 to 1). */
export interface Related {
  readonly relation: Relation;
  readonly share: number;
}

const ELLIPSIS = /\.{3,}|…/;
/** A commit with the right id and this share of common words is the one that was meant, badly retyped. */
const ALIKE = 0.6;

/** `asked` as somebody wrote it (`...` and `…` stand for any words), `actual` as the commit says it. */
export function relateSubjects(asked: string, actual: string): Related {
  if (asked.trim() === actual.trim()) return { relation: 'exact', share: 1 };
  const words = foldWords(asked);
  const own = foldWords(actual);
  const share = shareOf(words, own);
  const [given, whole] = [words.join(' '), own.join(' ')];
  if (given === whole && given !== '') return { relation: 'folded', share };
  if (given === '' || whole === '') return { relation: 'different', share: 0 };
  if (ELLIPSIS.test(asked) && fitsPattern(asked, whole)) return { relation: 'pattern', share };
  if (whole.startsWith(given)) return { relation: 'truncated', share };
  if (given.startsWith(`${whole} `) && own.length > 1) return { relation: 'longer', share };
  if (whole.endsWith(` ${given}`) && words.length > 1) return { relation: 'unprefixed', share };
  if (given.endsWith(` ${whole}`) && own.length > 1) return { relation: 'prefixed', share };
  return { relation: share >= ALIKE ? 'similar' : 'different', share };
}

/** True when the text holds a wildcard. */
export const hasEllipsis = (subject: string): boolean => ELLIPSIS.test(subject);

/** The parts between the wildcards, in order; the first at the beginning and the last at the end of the subject. */
function fitsPattern(asked: string, whole: string): boolean {
  const parts = asked.split(new RegExp(ELLIPSIS, 'g')).map((part) => foldWords(part).join(' '));
  const first = parts[0];
  const last = parts.at(-1) ?? '';
  if (parts.every((part) => part === '')) return false;
  if (!whole.startsWith(first) || !whole.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = whole.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= whole.length - last.length;
}

/** Dice's coefficient over the words, each counted as often as it occurs. */
function shareOf(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 0;
  const left = new Map<string, number>();
  for (const word of a) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of b) {
    const times = left.get(word) ?? 0;
    if (times === 0) continue;
    left.set(word, times - 1);
    common += 1;
  }
  return (2 * common) / (a.length + b.length);
}
