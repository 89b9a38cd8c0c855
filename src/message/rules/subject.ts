import { endsInPeriod } from '../conventions/learn.ts';
import { firstLetter, isRevert, splitSubject } from '../subject.ts';
import { imperativeOf, isVerb } from '../words.ts';
import { find, hasHabit, isCustom, sayShare, shareValue, type Context, type Rule } from './context.ts';
import { checkPrefix } from './prefix.ts';
import type { Finding } from '../types.ts';

const MAIL_TAG = /^\s*(?:\[(?:[\w./-]+ )?(?:RFC|PATCH|RESEND)\b[^\]]*\]\s*)+/i;
/** A message that is nothing but its trailers. */
const SIGNATURE = /^[A-Z][a-z]+(?:-[a-z]+)+-by: .*<\S+@\S+>\s*$/;
const UNFINISHED = /^(?:fixup|squash|amend)!|^(?:\[?wip\]?|tmp|temp)\b[:\s]|\b(?:do not merge|donotmerge)\b/i;
const VAGUE =
  /^(?:fix(?:es|ed)?|update|change|improve|modify|refactor|clean ?up|cleanup|rework|tweak|adjust|misc|minor|small|some|various|more|other|add)?(?: (?:a|an|the|some|few|various|misc|minor|small|many|several|more|tiny|trivial))*(?: ?(?:bugs?|issues?|problems?|errors?|things?|stuff|changes?|fix(?:es)?|updates?|cleanups?|improvements?|code|files?|driver|patch(?:es)?|it|this|work))*[.!]?$/i;

/** Where one in ten writes otherwise, nobody is told. */
const CASED = 0.95;
/** A file has fewer commits to tell from. */
const CASED_HERE = 0.98;

/** Words that say nothing of the change. */
export const isVague = (words: string): boolean => VAGUE.test(words.trim());

/** The subject alone; what is better is one line with all that is known. */
export const checkSubject: Rule = (context) => {
  const { subject } = context.draft;
  if (subject.trim() === '' || SIGNATURE.test(subject)) return [find('subject-empty', 'error', { line: 1 })];
  const found = [...checkShape(context), ...(isRevert(subject) ? [] : checkForm(context))];
  const better = found.reduce<string>((text, { better: change }) => change ?? text, subject);
  const proposed = better === subject ? undefined : better;
  return found.map((finding) => ({ ...finding, better: proposed, replaces: [0, 1] }));
};

function checkShape({ draft }: Context): Finding[] {
  const found: Finding[] = [];
  const bare = draft.subject.replace(MAIL_TAG, '');
  if (bare !== draft.subject) found.push(find('subject-mail-tag', 'error', { line: 1, better: bare }));
  if (UNFINISHED.test(bare)) found.push(find('subject-unfinished', 'error', { line: 1 }));
  if (draft.lines.length > 1 && draft.lines[1].trim() !== '')
    found.push(find('subject-separated', 'error', { line: 2 }));
  return found;
}

/** Each step begins with what the one before made better. */
function checkForm(context: Context): Finding[] {
  const found: Finding[] = [];
  let subject = context.draft.subject.replace(MAIL_TAG, '');
  for (const step of [checkPrefix, checkMood, checkCase, checkPeriod, checkVague])
    for (const finding of step(context, subject)) {
      found.push(finding);
      subject = finding.better ?? subject;
    }
  return [...found, ...checkLength(context, subject)];
}

function checkMood(context: Context, subject: string): readonly Finding[] {
  const { rest, verb } = splitSubject(subject);
  const verbBase = imperativeOf(verb);
  if (verbBase === undefined || !rest.startsWith(verb) || !/^\S+ \S/.test(rest) || !hasHabit(context, 'imperative'))
    return [];
  const cased = /^\p{Lu}/u.test(verb) ? capital(verbBase) : verbBase;
  const better = `${subject.slice(0, subject.length - rest.length)}${cased}${rest.slice(verb.length)}`;
  return [
    find('subject-mood', 'warning', {
      line: 1,
      values: { word: verb, verb: cased, ...shareValue(context, 'imperative') },
      better,
    }),
  ];
}

function checkCase(context: Context, subject: string): readonly Finding[] {
  const { prefix, rest, verb } = splitSubject(subject);
  const letter = firstLetter(rest);
  // Other words may be names of files, functions or parts, such as `ccp` in `crypto: ccp - fix x`.
  if (prefix === undefined || letter === 'other' || !isVerb(verb)) return [];
  const own = context.prefixes.find(({ lower }) => lower.of >= 20);
  const shares = own ?? context.conventions.habits;
  const least = own === undefined ? CASED : CASED_HERE;
  const wanted = isCustom(shares.upper, least) ? 'upper' : isCustom(shares.lower, least) ? 'lower' : letter;
  if (wanted === letter) return [];
  const changed = wanted === 'upper' ? capital(rest) : rest.charAt(0).toLowerCase() + rest.slice(1);
  const better = `${subject.slice(0, subject.length - rest.length)}${changed}`;
  return [
    find('subject-case', 'warning', {
      line: 1,
      values: { word: rest.split(' ')[0], better: changed.split(' ')[0], seen: sayShare(shares[wanted]) },
      better,
    }),
  ];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function checkPeriod(context: Context, subject: string): readonly Finding[] {
  if (!endsInPeriod(subject) || !hasHabit(context, 'noPeriod', 0.95)) return [];
  return [
    find('subject-period', 'warning', {
      line: 1,
      values: shareValue(context, 'noPeriod'),
      better: subject.slice(0, -1),
    }),
  ];
}

function checkVague(_context: Context, subject: string): readonly Finding[] {
  const { rest } = splitSubject(subject);
  return isVague(rest) ? [find('subject-vague', 'warning', { line: 1, values: { words: rest.trim() } })] : [];
}

function checkLength({ conventions }: Context, subject: string): readonly Finding[] {
  const { subjectLimit, subjectMost } = conventions;
  if (subject.length <= Math.max(subjectLimit, subjectMost) || conventions.of < 100) return [];
  return [
    find('subject-long', 'warning', {
      line: 1,
      values: { length: String(subject.length), limit: String(subjectLimit) },
    }),
  ];
}
