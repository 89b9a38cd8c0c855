import type { Share } from '../types.ts';

/** How a project writes its messages, counted over its latest commits. */
export interface Conventions {
  /** Commits that were looked at. */
  readonly of: number;
  /** Nearly all subjects are at most so long. */
  readonly subjectLimit: number;
  /** Hardly any subject is longer than so. */
  readonly subjectMost: number;
  /** Nearly all lines of prose are. */
  readonly lineLimit: number;
  readonly habits: Readonly<Record<Habit, Share>>;
  /** Trailers in use by lower-case key: how they are spelled, and how often. */
  readonly keys: ReadonlyMap<string, KeyUse>;
  /** `a\0b` (lower case): of the messages with both, those that have a before b. */
  readonly order: ReadonlyMap<string, Share>;
  /** Prefixes of all of these commits, first parts, with how often. */
  readonly prefixes: ReadonlyMap<string, number>;
  /** Subjects that several commits have. */
  readonly repeated: ReadonlySet<string>;
  /** `Name <address>` of who is named in trailers, by the name and by the address in small letters; the latest one. */
  readonly people: ReadonlyMap<string, string>;
  /** By first prefix: how many have a text beside the subject. */
  readonly bodies: ReadonlyMap<string, Share>;
  /** Digits of the ids in most `Fixes:` lines; undefined where there are too few. */
  readonly idDigits: number | undefined;
  /** Where `Cc:` lines ask for stable branches; undefined where none do. */
  readonly stableAddress: string | undefined;
}

export interface KeyUse {
  /** The most frequent spelling. */
  readonly spelling: string;
  readonly count: number;
  /** How many of them are spelled so. */
  readonly same: number;
}

/** What some projects do and others do not. */
export const HABITS = [
  'prefix',
  'lower',
  'upper',
  'imperative',
  'noPeriod',
  'body',
  'noThisPatch',
  'noChangelog',
  'why',
  'effect',
  'signedOff',
  'authorSigns',
  'closes',
  'coSigned',
  'fixesOnFix',
  'fixesQuoted',
  'together',
  'gapBehindFixes',
  'referenceSubject',
  'stableOnFixes',
  'person',
  'noForeign',
] as const;
export type Habit = (typeof HABITS)[number];

/** How subjects begin that touch the same files. */
export interface PrefixHabit {
  /** Whole prefixes, most frequent first. */
  readonly counts: readonly (readonly [prefix: string, count: number])[];
  /** Commits that were looked at, those without a prefix too. */
  readonly of: number;
  readonly upper: Share;
  readonly lower: Share;
  /** The path that they were counted for. */
  readonly path: string;
}
