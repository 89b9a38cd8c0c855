import type { Reference } from './types.ts';

const OPENERS = `"'“”„‟‘’‚‛\`´«»‹›「」`;
const PREFIX =
  /^(?:\s*(?:[-*>#]\s+|\[|fixes\s*:?|fix\s+for|reverts?\s*:?|this reverts|closes\s*:|see|since|introduced (?:by|in)|caused by|after|(?:upstream |mainline |stable |master )?(?:commit|changeset|c\/s)(?:[- ]id)?s?\s*:?)\s*)*/i;
const ID = /^([0-9a-f]{1,64})(?![\p{L}\p{N}_])/iu;
const TAG = /^\s*fixes\s*:/i;

/**
 * Reads what people write: `1a2b3c4d ("subject")`, `Fixes: 1a2b3c4d ("subject")`, `commit 1a2b3c4d (‘subject’)`,
 * wrapped over lines or not, or a subject alone. Undefined when there is neither.
 */
export function parseReference(text: string): Reference | undefined {
  const line = joinLines(text);
  const behind = line.slice(PREFIX.exec(line)?.[0].length ?? 0);
  const digits = ID.exec(behind)?.[1];
  if (digits !== undefined && isId(digits, behind.slice(digits.length))) {
    return { id: digits.toLowerCase(), subject: parseSubject(behind.slice(digits.length)) };
  }
  const subject = parseSubject(TAG.test(line) ? behind : line);
  return subject === undefined ? undefined : { id: undefined, subject };
}

/** A word such as `add` or `dead` begins many subjects: short ones count as ids only when a subject in brackets or nothing follows. */
function isId(digits: string, behind: string): boolean {
  if (digits.length >= 7 && /\d/.test(digits)) return true;
  return /^\s*$|^\s*[([:,"'“‘`„«]/u.test(behind) || (/\d/.test(digits) && digits.length >= 4);
}

/** Joins wrapped lines, each perhaps quoted as in a mail. */
function joinLines(text: string): string {
  return text
    .replace(/\p{Cc}(?<![\n\t\r])/gu, ' ')
    .replace(/\r?\n[ \t]*(?:>[ \t]?)*/g, ' ')
    .replace(/^[ \t]*(?:>[ \t]?)+/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What stands in brackets and quotes, or all of it; undefined when nothing with a letter or digit is left. */
export function parseSubject(text: string): string | undefined {
  let rest = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:[:,–—-]\s*|\bupstream\.?\s*)+/, '')
    .replace(/^\]\s*/, '')
    .trim();
  if (/^[([]/.test(rest)) rest = closeBracket(rest);
  rest = unquote(rest.trim());
  return /[\p{L}\p{N}]/u.test(rest) ? rest : undefined;
}

/** Takes one pair of brackets away, and what follows it, where the bracket holds the quoted subject. */
function closeBracket(text: string): string {
  const quoted = OPENERS.includes(text.charAt(1)) || text.charAt(1) === ' ';
  const [open, close] = text.startsWith('(') ? ['(', ')'] : ['[', ']'];
  // `[XEN] Various cleanups` begins a subject; `("...")` and `(subject)` wrap one.
  if (!quoted && open === '[') return text;
  const inner = text.slice(1).trim();
  const end = quoted ? endOfQuoted(inner, close) : balancedEnd(inner, open, close);
  return end < 0 ? inner.replace(/[)\]][.,;]*$/, '') : inner.slice(0, end);
}

/** The last place where a quote and then the bracket closes. */
function endOfQuoted(text: string, close: string): number {
  const found = [...text.matchAll(new RegExp(`[${OPENERS.replace(/[\]\\^-]/g, '\\$&')}]\\s*\\${close}`, 'gu'))].at(-1);
  return found === undefined ? -1 : found.index + 1;
}

function balancedEnd(text: string, open: string, close: string): number {
  let depth = 1;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === open) depth += 1;
    if (text[at] === close && (depth -= 1) === 0) return at;
  }
  return -1;
}

/** Takes as many quotes from the end as from the beginning. */
function unquote(text: string): string {
  const opened = /^['"“”„‟‘’‚‛`´«»‹›「」]{1,2}/u.exec(text)?.[0].length ?? 0;
  let rest = text.slice(opened).trim();
  const trailing = rest.replace(/[.,;]+$/, '');
  if (opened > 0 && OPENERS.includes(trailing.at(-1) ?? ' ')) rest = trailing;
  for (let left = opened; left > 0 && OPENERS.includes(rest.at(-1) ?? ' '); left -= 1) rest = rest.slice(0, -1);
  return rest.trim();
}
