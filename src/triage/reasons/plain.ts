import { AS_OFTEN, isDecided } from './records.ts';
import type { Peer } from './say-number.ts';

/** Told whatever the value is: what it repairs and who has that, what was decided on the like, its place in a series, its size. */
const ALWAYS = new RegExp(
  `^(?:${[
    'tag-(?:stable|stable-since|stable-prerequisite|no-autosel|fixes|reported-by)',
    'target-(?:kind|age-days|releases|released|released-before|branches|branch-share|taken|same-author|is-fix|tagged|other-fixes|first-named)',
    'mended-.+|is-revert|reverts-.+|later-.+|near-file-later-.+',
    'branch-.+',
    '(?:rate|excess)-(?:author|prefix|system|folder3|path|verb)',
    'series-(?:near|folder|same-files|fix-share|tagged-share)|mail-.+',
    'lines-added|lines-removed|text-lines|source-lines|files|sections|files-new|files-deleted',
  ].join('|')})$`,
);

/** Told where it is there: that a word, a trailer or a kind of line is missing says nothing about most commits. */
const PRESENT = new RegExp(
  `^(?:${[
    'tag-(?:closes|bug-link|bugzilla-id|coverity-issue|coverity-id|tested-by|acked-by|reviewed-by|bisected-by)',
    '(?:subject|body|verb)-(?:null|leak|race|deadlock|overflow|bounds|lifetime|crash|warning|regression|revert|typo|cleanup|refactor|introduce|rename|document|quirk|build|performance|wrong|missing|uninitialised|security|fails|problem|checker|test|add|convert|move|lock|power)',
    'verb-fix|says-.+|has-trace|has-oops|names-advisory|reporter-robot|comment-only|space-only|share-uapi',
    '(?:added|removed|more)-(?:null|lock|unlock|free|bounds|zeroing|errno)|edit-(?:constant|operator|negation|comparison)',
  ].join('|')})$`,
);

/** Told where most of the commit is that. */
const MOSTLY = /^share-(?:tests|docs|ci|examples|scripts|tools)$/;

/**
 * True for what a keeper of a branch takes for a reason. Lengths, shares of lines, moments, counts of what is known and what
 * lines look like carry the score as well, but nobody can do anything with them one by one.
 */
export function isPlain(feature: string, value: number, peer: Peer): boolean {
  const known = leasts.get(feature) ?? leastOf(feature);
  leasts.set(feature, known);
  if (known > 0) return Math.abs(value) >= known;
  if (feature === 'body-fix' && value === 0) return (peer('subject-fix') ?? 0) === 0;
  if (feature.startsWith('excess-') && Math.abs(value) < AS_OFTEN) return false;
  const key = /^(?:rate|excess)-(.+)$/.exec(feature)?.[1];
  return key === undefined || (!Number.isNaN(value) && isDecided(key, peer));
}

/** True where a feature pulls in a way that nobody would follow: to be reviewed or reported speaks against nothing. */
export const isOdd = (feature: string, effect: number): boolean =>
  effect < 0 && /^tag-(?:acked|reviewed|tested|reported)-by$/.test(feature);

/** The size of a value from which on a feature is told; Infinity: never. */
const leasts = new Map<string, number>();

function leastOf(feature: string): number {
  if (ALWAYS.test(feature) || /^(?:subject|body)-fix$/.test(feature)) return 0;
  if (PRESENT.test(feature)) return Number.MIN_VALUE;
  return MOSTLY.test(feature) ? 0.5 : Infinity;
}
