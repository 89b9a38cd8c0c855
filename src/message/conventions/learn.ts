import { parseDraft, proseOf } from '../draft.ts';
import { firstLetter, isRevert, splitSubject } from '../subject.ts';
import type { Draft, Sample, Share } from '../types.ts';
import { COSMETIC, EFFECT, imperativeOf, MENDS, WHY } from '../words.ts';
import { isForeign } from './foreign.ts';
import { proseLines } from './lines.ts';
import { learnTrailers } from './trailers.ts';
import { HABITS, type Conventions, type Habit, type PrefixHabit } from './types.ts';

/** From this share of the commits on, a length counts as the limit; rounded up to fives, as people set limits. */
const WITHIN = 0.97;
const STEP = 5;
/** Only what goes beyond so many is remarked on: where some pass a limit, one more does no harm. */
const HARDLY = 0.99;
/** Nobody asks for less: a project of short subjects only has none that is longer yet. */
const LEAST_SUBJECT = 50;
const LEAST_LINE = 72;

/** Counts what a project's latest messages do. Reverts and merges have a form of their own and are left out. */
export function learnConventions(samples: readonly Sample[]): Conventions {
  const read = samples
    .filter(({ subject }) => !isRevert(subject))
    .map((sample) => ({ sample, draft: parseDraft(`${sample.subject}\n\n${sample.body}`) }));
  const tally = new Tally();
  for (const each of read) countMessage(tally, each);
  return {
    of: read.length,
    subjectLimit: Math.max(LEAST_SUBJECT, limitOf(read.map(({ sample }) => sample.subject.length))),
    subjectMost: Math.max(
      LEAST_SUBJECT,
      quantile(
        read.map(({ sample }) => sample.subject.length),
        HARDLY,
      ),
    ),
    lineLimit: Math.max(
      LEAST_LINE,
      limitOf(read.flatMap(({ draft }) => proseLines(draft).map(({ text }) => text.length))),
    ),
    habits: tally.shares(),
    prefixes: countPrefixes(samples),
    repeated: findRepeated(samples),
    bodies: countBodies(read),
    ...learnTrailers(read.map(({ draft }) => draft)),
  };
}

const limitOf = (lengths: readonly number[]): number =>
  lengths.length === 0 ? 75 : Math.ceil(quantile(lengths, WITHIN) / STEP) * STEP;

const quantile = (lengths: readonly number[], share: number): number =>
  lengths.toSorted((a, b) => a - b)[Math.floor((lengths.length - 1) * share)] ?? 0;

class Tally {
  readonly #counts = new Map<Habit, { yes: number; of: number }>(HABITS.map((habit) => [habit, { yes: 0, of: 0 }]));

  count(habit: Habit, yes: boolean): void {
    const share = this.#counts.get(habit)!;
    share.of += 1;
    if (yes) share.yes += 1;
  }

  shares(): Readonly<Record<Habit, Share>> {
    return Object.fromEntries(this.#counts) as Record<Habit, Share>;
  }
}

interface Read {
  readonly sample: Sample;
  readonly draft: Draft;
}

function countMessage(tally: Tally, read: Read): void {
  countSubject(tally, read.sample.subject);
  countBody(tally, read);
  countTrailers(tally, read);
}

function countSubject(tally: Tally, subject: string): void {
  const { prefix, rest, verb } = splitSubject(subject);
  tally.count('prefix', prefix !== undefined);
  const letter = firstLetter(rest);
  if (letter !== 'other') {
    tally.count('lower', letter === 'lower');
    tally.count('upper', letter === 'upper');
  }
  tally.count('imperative', imperativeOf(verb) === undefined);
  tally.count('noPeriod', !endsInPeriod(subject));
}

export const endsInPeriod = (subject: string): boolean =>
  /[^.]\.$/.test(subject) && !/\b(?:etc|al|vs|Inc)\.$/.test(subject);
export const THIS_PATCH = /^(?:this|the) (?:patch|commit|change|series|changeset|patchset)\b/i;
export const CHANGELOG = /^(?:changes (?:since|in|from) v?\d|v\d+(?:[ >-]+v?\d+)?\s*:|change ?log:?$|---$)/im;
const REFERENCE = /\b(?:commit|c\/s|changeset)\s+([0-9a-f]{7,40})\b(\s*\(\s*["“])?/gi;

function countBody(tally: Tally, { sample, draft }: Read): void {
  const prose = proseOf(draft);
  const body = draft.paragraphs.some(({ kind }) => kind !== 'trailers');
  tally.count('body', body);
  if (!body) return;
  tally.count('noThisPatch', !THIS_PATCH.test(prose));
  tally.count('noChangelog', !CHANGELOG.test(sample.body));
  tally.count('why', WHY.test(prose));
  for (const [, , subject] of prose.matchAll(REFERENCE)) tally.count('referenceSubject', subject !== undefined);
  if (mends(draft) && !COSMETIC.test(sample.subject)) tally.count('effect', EFFECT.test(`${sample.subject}\n${prose}`));
}

/** In words, not by a trailer alone. */
export const saysFix = (subject: string): boolean => MENDS.test(splitSubject(subject).rest);

export const mends = (draft: Draft): boolean =>
  saysFix(draft.subject) || draft.trailers.some(({ key }) => /^fixes$/i.test(key));

function countTrailers(tally: Tally, { sample, draft }: Read): void {
  const values = (pattern: RegExp) => draft.trailers.filter(({ key }) => pattern.test(key)).map(({ value }) => value);
  const signers = values(/^signed-off-by$/i);
  const fixes = values(/^fixes$/i);
  tally.count('signedOff', signers.length > 0);
  if (signers.length > 0)
    tally.count(
      'authorSigns',
      signers.some((signer) => isPerson(signer, sample)),
    );
  if (values(/^reported(?:-and-\w+)?-by$/i).length > 0)
    tally.count('closes', values(/^(?:closes|link|buglink|bug|bugzilla(?: id)?)$/i).length > 0);
  for (const value of values(/^co-developed-by$/i))
    tally.count(
      'coSigned',
      signers.some((signer) => sameAddress(signer, value)),
    );
  if (saysFix(sample.subject)) tally.count('fixesOnFix', fixes.length > 0);
  for (const value of fixes) tally.count('fixesQuoted', /^[0-9a-f]{7,40} \(".*"\)$/.test(value));
  if (fixes.length > 0)
    tally.count(
      'stableOnFixes',
      values(/^cc$/i).some((value) => STABLE.test(value)),
    );
  for (const value of values(/-by$/i)) tally.count('person', PERSON.test(value));
  tally.count('noForeign', !draft.trailers.some(({ key }) => isForeign(key)));
  countGaps(tally, draft, fixes.length > 0);
}

export const STABLE = /\bstable(?:\+\w+)?@[\w.-]+/i;
export const PERSON = /^.+<[^<>\s]+@[^<>\s]+>/;
export const sameAddress = (a: string, b: string): boolean => addressOf(a) !== '' && addressOf(a) === addressOf(b);
export const addressOf = (text: string): string => /<([^<>\s]+)>/.exec(text)?.[1].toLowerCase() ?? '';
export const isPerson = (
  signer: string,
  { authorName, authorEmail }: Pick<Sample, 'authorName' | 'authorEmail'>,
): boolean =>
  signer.toLowerCase().includes(authorEmail.toLowerCase()) || signer.toLowerCase().startsWith(authorName.toLowerCase());

/** Blank lines between trailers: some projects want one behind `Fixes:` and `Cc:`, most want none at all. */
function countGaps(tally: Tally, draft: Draft, hasFixes: boolean): void {
  const gaps = gapsOf(draft);
  if (draft.trailers.length > 1) tally.count('together', gaps.length === 0);
  if (hasFixes && draft.trailers.length > 1)
    tally.count(
      'gapBehindFixes',
      gaps.some((at) => isLinkKey(draft, at)),
    );
}

/** Positions of trailers behind which a blank line and another trailer follow. */
export const gapsOf = (draft: Draft): readonly number[] =>
  draft.trailers.flatMap((trailer, at) => {
    const next = draft.trailers[at + 1];
    return next !== undefined && draft.lines.slice(trailer.to, next.from).some((line) => line.trim() === '')
      ? [at]
      : [];
  });

export const isLinkKey = ({ trailers }: Draft, at: number): boolean =>
  /^(?:fixes|cc|bugzilla id|coverity issue)$/i.test(trailers[at]?.key ?? '');

function countPrefixes(samples: readonly Sample[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { subject } of samples) {
    const first = splitSubject(subject).prefix?.split(': ')[0];
    if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return counts;
}

/** A subject that comes again and again is how such a change is named here: `update NEWS`. */
const AGAIN = 3;

function findRepeated(samples: readonly Sample[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { subject } of samples) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= AGAIN).map(([subject]) => subject));
}

function countBodies(read: readonly Read[]): ReadonlyMap<string, Share> {
  const counts = new Map<string, { yes: number; of: number }>();
  for (const { sample, draft } of read) {
    const first = splitSubject(sample.subject).prefix?.split(': ')[0] ?? '';
    const share = counts.get(first) ?? { yes: 0, of: 0 };
    share.of += 1;
    if (draft.paragraphs.some(({ kind }) => kind !== 'trailers')) share.yes += 1;
    counts.set(first, share);
  }
  return counts;
}

/** How subjects begin that touch one path. */
export function learnPrefix(path: string, samples: readonly Sample[]): PrefixHabit {
  const counts = new Map<string, number>();
  const letters = { upper: 0, lower: 0, of: 0 };
  const read = samples.filter(({ subject }) => !isRevert(subject));
  for (const { subject } of read) {
    const { prefix, rest } = splitSubject(subject);
    if (prefix !== undefined) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    const letter = firstLetter(rest);
    if (letter === 'other') continue;
    letters.of += 1;
    letters[letter] += 1;
  }
  return {
    path,
    of: read.length,
    counts: [...counts].toSorted((a, b) => b[1] - a[1]),
    upper: { yes: letters.upper, of: letters.of },
    lower: { yes: letters.lower, of: letters.of },
  };
}
