import { parseDraft } from '../draft.ts';
import { splitSubject } from '../subject.ts';
import type { Draft } from '../types.ts';
import type { NameCounts } from './names.ts';
import type { Blamed, FaultAdvice, Suspect } from './suggest.ts';
import { WEIGHTS } from './weights.ts';

/** From this probability on a commit is named: five of six were right where the weights were learned, by cross-validation. */
const SURE = 0.66;

/** A fix, as far as it tells which commit it mends. */
export interface FixedChange {
  readonly text: string;
  /** Seconds since 1970; undefined: it is being committed. */
  readonly time: number | undefined;
  /** Commits that the sentences of the message name. */
  readonly mentioned: readonly string[];
}

/** Which of the commits that made the changed lines is the one that a fix mends, as a project's own Fixes lines tell. */
export function adviseFault(blamed: Blamed, change: FixedChange): FaultAdvice {
  const draft = parseDraft(change.text);
  const newest = Math.max(0, ...blamed.suspects.map(({ time }) => time));
  const fix = { draft, time: change.time ?? newest, mentioned: new Set(change.mentioned) };
  const suspects = blamed.suspects
    .filter((suspect) => weigh(suspect) > 0 || fix.mentioned.has(suspect.sha))
    .map((suspect) => ({ suspect, probability: rate(measure(blamed, fix, suspect)) }))
    .toSorted((a, b) => b.probability - a.probability);
  const [first] = suspects;
  return {
    suspects: suspects.map(({ suspect }) => suspect),
    best:
      first !== undefined && first.probability >= SURE && !MERGE.test(first.suspect.subject)
        ? first.suspect
        : undefined,
    probability: first?.probability ?? 0,
  };
}

/** A line taken away tells most, the beginning of the function that is mended least. */
const weigh = ({ removed, beside, sections }: Suspect): number => 3 * removed + beside + sections / 2;

const rate = (measured: readonly number[]): number => {
  const sum = measured.reduce((total, value, at) => total + value * WEIGHTS.of[at], WEIGHTS.base);
  return 1 / (1 + Math.exp(-sum));
};

/** A merge makes no lines of its own: who stands behind it cannot be told. */
const MERGE = /^Merge /;

const ADDS = /\b(?:add|introduce|support|implement|enable|new|allow|initial|create|import|provide)\b/i;
const PLAIN =
  /\b(?:rename|remove|replace|move|clean|cleanup|refactor|rework|reorganize|indent|style|convert|use|copyright|license|typo|spdx|macro|prefix|coding|whitespace|log|constify|const|drop|split)\b/i;
const MENDS = /\b(?:fix|revert|correct)/i;

const COSMETIC =
  /\b(?:build|compil\w+|tests?|docs?|document\w*|misra|unused|dead|typo|warnings?|headers?|include|maintainers|license|comments?)\b/i;
const DAY = 86_400;

interface ReadFix {
  readonly draft: Draft;
  readonly time: number;
  readonly mentioned: ReadonlySet<string>;
}

/** The numbers of `WEIGHTS`, in its order. */
function measure(blamed: Blamed, { draft, time, mentioned }: ReadFix, suspect: Suspect): readonly number[] {
  const known = blamed.suspects.filter((each) => weigh(each) > 0);
  const total = known.reduce((sum, each) => sum + weigh(each), 0) || 1;
  const others = known.filter((each) => each !== suspect).map(weigh);
  const own = weigh(suspect);
  const times = [...new Set(known.map((each) => each.time))].toSorted((a, b) => a - b);
  const part = (kind: 'removed' | 'beside' | 'sections' | 'files'): number => suspect[kind] / Math.max(1, blamed[kind]);
  return [
    ...[part('removed'), part('beside'), part('sections'), flag(blamed.removed === 0)],
    ...[
      own / total,
      flag(others.every((other) => other <= own)),
      (own - Math.max(0, ...others)) / total,
      flag(known.length === 1),
    ],
    times.indexOf(suspect.time) / Math.max(1, times.length - 1),
    ...measureWords(draft, suspect.subject),
    ...[part('files'), Math.log1p(known.length), Math.log1p(blamed.removed + blamed.beside)],
    ...[
      flag(mentioned.has(suspect.sha)),
      Math.log1p(Math.max(0, time - suspect.time) / DAY),
      flag(COSMETIC.test(draft.subject)),
    ],
    ...measureNames(blamed.names, suspect.names),
  ];
}

/** Shares of the names of the fix that the suspect brought in, and how many of its message. */
const measureNames = (all: NameCounts, own: NameCounts): readonly number[] => [
  ...(['text', 'added', 'removed'] as const).map((kind) => own[kind] / Math.max(1, all[kind])),
  Math.log1p(own.text),
];

function measureWords(draft: Draft, subject: string): readonly number[] {
  const [theirs, ours, said] = [wordsOf(subject), wordsOf(draft.subject), wordsOf(saidIn(draft))];
  const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
    [...a].filter((word) => b.has(word)).length;
  return [
    flag(splitSubject(subject).prefix === splitSubject(draft.subject).prefix),
    shared(theirs, ours) / Math.max(1, Math.sqrt(theirs.size * ours.size)),
    shared(theirs, said) / Math.max(1, theirs.size),
    ...[ADDS, PLAIN, MENDS].map((pattern) => flag(pattern.test(subject))),
  ];
}

/** All but the lines that name people and commits. */
const saidIn = ({ lines }: Draft): string =>
  lines
    .slice(1)
    .filter((line) => !/^(?:fixes|cc|[\w-]+-by)\b/i.test(line))
    .join('\n');

const flag = (is: boolean): number => (is ? 1 : 0);

const COMMON = new Set('the and for with from when not this that are add fix use remove set support make'.split(' '));
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set((text.toLowerCase().match(/[a-z0-9_]{3,}/g) ?? []).filter((word) => !COMMON.has(word)));
