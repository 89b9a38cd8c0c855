import type { Finding } from '../types.ts';
import {
  find,
  hasHabit,
  shareValue,
  type Context,
  type Reference,
  type ReferenceOutcome,
  type Rule,
} from './context.ts';

/** Fewer digits stop being unique while the project grows. */
const LEAST_DIGITS = 12;

/** Commits that the message names: there, with the subject that they have, in the form that the project writes. */
export const checkReferences: Rule = (context) => [
  ...context.references.flatMap((reference) =>
    reference.outcome.kind === 'external'
      ? []
      : reference.place === 'fixes'
        ? checkFixes(context, reference)
        : checkProse(context, reference),
  ),
  ...checkNameless(context),
];

/** Bugs of a tracker are named in such lines, too. */
const OF_TRACKER = /:\/\/|#\s*\d|\b[A-Z]{2,}[ -]?\d|\bid\b/;

/** A `Fixes:` line that names no commit at all. */
function checkNameless(context: Context): readonly Finding[] {
  if (!hasHabit(context, 'fixesQuoted')) return [];
  const named = new Set(context.references.map(({ line }) => line));
  const lines = context.draft.trailers.filter(
    ({ key, value, from, to }) =>
      /^fixes$/i.test(key) &&
      !/[0-9a-f]{7}/i.test(value) &&
      !OF_TRACKER.test(value) &&
      !Array.from({ length: to - from }, (_, at) => from + at + 1).some((line) => named.has(line)),
  );
  return lines.map(({ from }) =>
    find('fixes-form', 'error', { line: from + 1, values: shareValue(context, 'fixesQuoted') }),
  );
}

const digitsOf = ({ conventions }: Context): number => Math.max(conventions.idDigits ?? LEAST_DIGITS, LEAST_DIGITS);

const nameCommit = (context: Context, { sha, subject }: { readonly sha: string; readonly subject: string }): string =>
  `${sha.slice(0, digitsOf(context))} ("${subject}")`;

/** The commit that was meant, where it is known. */
function betterOf(context: Context, outcome: ReferenceOutcome): string | undefined {
  if (
    outcome.kind === 'ambiguous' ||
    outcome.kind === 'external' ||
    outcome.sha === undefined ||
    outcome.subject === undefined
  )
    return undefined;
  return nameCommit(context, { sha: outcome.sha, subject: outcome.subject });
}

function checkFixes(context: Context, reference: Reference): readonly Finding[] {
  const { outcome, line, id } = reference;
  const named = betterOf(context, outcome);
  const better = named === undefined ? undefined : `Fixes: ${named}`;
  if (outcome.kind === 'unknown') return [find('fixes-unknown', 'error', { line, values: { id }, better })];
  if (outcome.kind === 'ambiguous')
    return [find('fixes-ambiguous', 'error', { line, values: { why: outcome.why }, oneOf: outcome.oneOf })];
  if (outcome.kind === 'wrong')
    return [find('fixes-wrong-subject', 'error', { line, values: { why: outcome.why }, better, oneOf: outcome.oneOf })];
  const quoted = hasHabit(context, 'fixesQuoted');
  const written = context.draft.lines[line - 1] ?? '';
  if (quoted && !/^Fixes: [0-9a-f]{7,64} \(".*/.test(written))
    return [find('fixes-form', 'error', { line, values: shareValue(context, 'fixesQuoted'), better })];
  if (id.length < LEAST_DIGITS && (context.conventions.idDigits ?? 0) >= LEAST_DIGITS)
    return [find('fixes-short', 'warning', { line, values: { id, digits: String(digitsOf(context)) }, better })];
  return [];
}

function checkProse(context: Context, { outcome, line, id, subject }: Reference): readonly Finding[] {
  const named = betterOf(context, outcome);
  const better = named === undefined ? undefined : `commit ${named}`;
  if (outcome.kind === 'unknown') return [find('reference-unknown', 'advice', { line, values: { id }, better })];
  if (outcome.kind === 'ambiguous')
    return [find('reference-ambiguous', 'warning', { line, values: { why: outcome.why }, oneOf: outcome.oneOf })];
  if (outcome.kind === 'wrong')
    return [
      find('reference-wrong-subject', 'warning', { line, values: { why: outcome.why }, better, oneOf: outcome.oneOf }),
    ];
  if (subject === undefined && hasHabit(context, 'referenceSubject'))
    return [
      find('reference-subject', 'warning', {
        line,
        values: { id, ...shareValue(context, 'referenceSubject') },
        better,
      }),
    ];
  if (id.length < 10 && (context.conventions.idDigits ?? 0) >= LEAST_DIGITS)
    return [find('reference-short', 'advice', { line, values: { id, digits: String(digitsOf(context)) }, better })];
  return [];
}
