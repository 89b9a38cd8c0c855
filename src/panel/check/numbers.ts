import type { PatchFile } from '../../git/index.ts';
import { linesOf, type Desk } from './desk.ts';
import { changedPath, parsePath } from './places.ts';
import { guard, type Sentence } from './prose.ts';
import { count, right, showPatch, unknown, wrong } from './say.ts';
import { sizesIn } from './sizes.ts';
import { aboutOf, inSentences, isConditional, type Statement } from './statement.ts';
import type { Outcome } from './types.ts';

const WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
  'twenty',
];
const N = `(\\d{1,6}|an?(?= (?:single|line|file|hunk))|single|${WORDS.join('|')})`;
const HEDGE =
  '(about|around|roughly|approximately|approx\\.?|some|~|nearly|almost|circa|fewer than|less than|under|below|at most|up to|over|more than|at least|just over)';
const JUST = '(?:only |just |a mere |merely |exactly |a total of |all of |precisely )?';
const Q = `${JUST}(?:${HEDGE} ?)?(?:a |the )?(?:total of )?${N}`;
const LINES =
  '(?:(?:new|actual|real|code|source|net|meaningful|functional|changed|additional|single|added|removed) ){0,2}(?:lines?|LOC|insertions?|deletions?|additions?)(?: of (?:actual |real |new )?code)?';

type What = 'added' | 'removed' | 'changed' | 'files' | 'hunks' | 'both';

interface Counted {
  readonly what: What;
  readonly numbers: readonly number[];
  readonly hedge: string;
  readonly text: string;
  /** Where the number stands in the sentence. */
  readonly to: number;
}

const PATTERNS: readonly (readonly [What, RegExp])[] = [
  ['both', /(?<![\w.])\+(\d{1,6})\s*(?:\/|,|and|lines?,?)?\s*[-−–](\d{1,6})(?!\w|\.\d)/gi],
  [
    'both',
    /\b(\d{1,6}) (?:insertions?(?:\(\+\))?|additions?|lines? added|added lines?|lines? inserted)(?:,| and|, and|\/)? ?(?:only )?(\d{1,6}) (?:deletions?(?:\(-\))?|removals?|lines? removed|removed lines?|lines? deleted)/gi,
  ],
  [
    'both',
    new RegExp(
      `\\b(?:adds?|adding|inserts?) ${JUST}${N} (?:\\w+ )?(?:lines? )?and (?:removes?|removing|deletes?|drops?) ${JUST}${N}(?: lines?)?\\b`,
      'gi',
    ),
  ],
  ['added', new RegExp(`\\b(?:adds?|adding|added|inserts?|inserting|introduces|introducing) ${Q} ${LINES}`, 'gi')],
  [
    'added',
    new RegExp(
      `(?<![\\w.+])${Q} (?:new )?(?:lines? (?:of code )?(?:are |were |is |was |get )?(?:added|inserted)|insertions?(?:\\(\\+\\))?|additions)\\b`,
      'gi',
    ),
  ],
  [
    'removed',
    new RegExp(`\\b(?:removes?|removing|removed|deletes?|deleting|deleted|drops|dropping) ${Q} ${LINES}`, 'gi'),
  ],
  [
    'removed',
    new RegExp(
      `(?<![\\w.+-])${Q} (?:lines? (?:of code )?(?:are |were |is |was |get )?(?:removed|deleted|dropped)|deletions?(?:\\(-\\))?|removals)\\b`,
      'gi',
    ),
  ],
  [
    'changed',
    new RegExp(
      `(?<![\\w.])${Q}[- ]lines?(?:r\\b|[- ]of[- ]code)?[- ](?:(?:code|bug|source|small|simple|trivial|logic|functional|only|contained|targeted|driver|minimal|focused) ?){0,2}(?:changes?|fix(?:es)?|patch|diff|modification|bugfix|commit|correction|edit|tweak|bug fix|adjustment|update)\\b`,
      'gi',
    ),
  ],
  [
    'changed',
    new RegExp(
      `\\b(?:changes?|changing|changed|modif(?:y|ies|ied|ying)|touch(?:es|ed|ing)?|alters?|altering|edits?|patch is|diff is|change is|fix is|commit is|size:?|consists of|amounts to|diffstat:?|totall?ing|totals?) ${Q} (?:changed )?${LINES}(?! (?:added|removed|deleted|inserted))`,
      'gi',
    ),
  ],
  [
    'changed',
    new RegExp(
      `(?<![\\w.])${Q} lines? (?:of code )?(?:are |were |is |was |get )?(?:changed|modified|touched|altered)\\b`,
      'gi',
    ),
  ],
  ['changed', /\b(a |an )?(?:one|single)[- ]liner\b/gi],
  [
    'files',
    new RegExp(
      `\\b(?:chang(?:es?|ed|ing)|modif(?:y|ies|ied|ying)|touch(?:es|ed|ing)?|spans?|across|affects?|edits?|alters?|confined to|limited to|contained (?:in|to|within)|localized to|restricted to|in|involves?|covers?|spread over|consists of) ${Q} (?:different |source |single |separate |C |header |driver |code )?files?\\b(?! (?:descriptor|system|handle|name|path|pointer|operation|header|format|is|that|type|size))`,
      'gi',
    ),
  ],
  [
    'files',
    new RegExp(
      `(?<![\\w.])${Q}[- ]files? (?:are |were |is |was )?(?:changed?|changes|modified|touched|affected|fix|patch|modification|edited)\\b`,
      'gi',
    ),
  ],
  ['added', new RegExp(`(?<![\\w.])${Q}[- ]lines? (?:addition|insertion)s?\\b`, 'gi')],
  ['removed', new RegExp(`(?<![\\w.])${Q}[- ]lines? (?:removal|deletion)s?\\b`, 'gi')],
  ['hunks', new RegExp(`(?<![\\w.])${Q} hunks?\\b`, 'gi')],
];

/** Statements that count something else. */
const OTHER =
  /\b(?:limit|rule|maximum|comments?|documentation|blank|whitespace|context|log|trace|commit message|per file|each|surrounding|assembly|output|tests?|cache ?lines?|of the (?:file|function|rules|driver)|IRQ|GPIO|command|status)\b/i;

export const numberStatements = inSentences((sentence) =>
  countedIn(sentence).map((counted): Statement => ({
    kind: 'number',
    what: counted.text,
    check: async (desk) => check(counted, sentence, desk),
  })),
);

function countedIn({ text }: Sentence): readonly Counted[] {
  const found: Counted[] = [];
  const taken: [number, number][] = [];
  for (const [what, pattern] of PATTERNS)
    for (const match of text.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length];
      if (taken.some(([a, b]) => from < b && to > a)) continue;
      taken.push([from, to]);
      if (OTHER.test(match[0]) || OTHER.test(text.slice(to, to + 24).split(/[,.;]/)[0])) continue;
      const counted = readMatch(what, match);
      if (counted !== undefined) found.push({ what, ...counted, text: match[0].trim(), to });
    }
  for (const { what, number, hedge, text: said, from, to } of sizesIn(text)) {
    if (taken.some(([a, b]) => from < b && to > a) || OTHER.test(said)) continue;
    found.push({ what, numbers: [toNumber(number)], hedge, text: said, to });
  }
  return found;
}

function readMatch(what: What, match: RegExpExecArray): Pick<Counted, 'numbers' | 'hedge'> | undefined {
  if (what === 'both') return { numbers: [toNumber(match[1]), toNumber(match[2])], hedge: '' };
  if (/one|single/i.test(match[0]) && /liner/i.test(match[0])) return { numbers: [1], hedge: '' };
  const number = toNumber(match[2]);
  return Number.isNaN(number) ? undefined : { numbers: [number], hedge: (match[1] ?? '').toLowerCase() };
}

function toNumber(text: string | undefined): number {
  if (text === undefined) return Number.NaN;
  if (/^\d+$/.test(text)) return Number(text);
  if (/^(?:an?|single)$/i.test(text)) return 1;
  const at = WORDS.indexOf(text.toLowerCase());
  return at < 0 ? Number.NaN : at;
}

function check(counted: Counted, sentence: Sentence, desk: Desk): Outcome | undefined {
  const { patch } = desk;
  const source = `${showPatch(desk.commit.sha)} --numstat`;
  if (isConditional(guard(sentence.text)) || aboutOf(sentence, desk).kind !== 'own') return undefined;
  if (patch === undefined || patch.cut > 0) return unknown('the patch could not be read whole', source);
  const scope = scopeOf(sentence.text.slice(counted.to), desk);
  const files =
    scope === undefined
      ? patch.files
      : patch.files.filter(({ newPath, oldPath }) => newPath === scope || oldPath === scope);
  const sizes = measure(files, desk);
  const why = `${scope ?? 'the patch'}: ${count(sizes.files, 'file')}, ${sizes.added} added and ${sizes.removed} removed`;
  if (fits(counted, sizes)) return right(why, source);
  if (scope === undefined && isPart(counted, sentence, desk))
    return unknown(`it may count a part of the patch; ${why}`, source);
  return wrong(why, source);
}

/** The changed file behind `to`, `in` or `of`. */
function scopeOf(behind: string, desk: Desk): string | undefined {
  const named = /^ (?:to|in|of|from|within) (?:the )?[`"]?([\w./+-]+\.\w{1,5})[`"]?/.exec(behind)?.[1];
  const path = named === undefined ? undefined : parsePath(named);
  return path === undefined ? undefined : changedPath(desk, path);
}

interface Sizes {
  readonly files: number;
  readonly hunks: number;
  readonly added: number;
  readonly removed: number;
  /** Without blank lines, comments and lone brackets. */
  readonly addedCode: number;
  readonly removedCode: number;
  /** Without blank lines alone. */
  readonly addedFull: number;
  readonly removedFull: number;
}

function measure(files: readonly PatchFile[], { patch }: Desk): Sizes {
  const sizes = {
    files: files.length,
    hunks: 0,
    added: 0,
    removed: 0,
    addedCode: 0,
    removedCode: 0,
    addedFull: 0,
    removedFull: 0,
  };
  for (const file of files) {
    sizes.added += file.added;
    sizes.removed += file.removed;
    sizes.hunks += file.hunks.length;
    if (patch === undefined || file.added + file.removed > 5_000) continue;
    for (const { sign, text } of file.hunks.flatMap(({ from, to }) => linesOf(patch, from, to))) {
      if (sign === ' ' || text.trim() === '') continue;
      const code =
        !/^\s*(?:\/?\*|\/\/|#(?!\s*(?:if|el|end|define|include|undef|pragma))|[{}()[\];,]*\s*(?:else)?\s*[{}()[\];,]*\s*$)/.test(
          text,
        );
      sizes[sign === '+' ? 'addedFull' : 'removedFull'] += 1;
      if (code) sizes[sign === '+' ? 'addedCode' : 'removedCode'] += 1;
    }
  }
  return sizes;
}

/** Ways in which people count a patch. */
function readings(what: What, sizes: Sizes): readonly number[] {
  const { added, removed, addedCode, removedCode, addedFull, removedFull } = sizes;
  switch (what) {
    case 'files':
      return [sizes.files];
    case 'hunks':
      return [sizes.hunks];
    case 'added':
      return [added, addedCode, addedFull, added - removed];
    case 'removed':
      return [removed, removedCode, removedFull, removed - added];
    default:
      return [
        ...[added + removed, added, removed, Math.max(added, removed), Math.abs(added - removed)],
        ...[addedCode + removedCode, addedCode, removedCode, addedFull + removedFull, addedFull, removedFull],
      ].filter((n) => n > 0);
  }
}

const LOWER = /^(?:over|more than|at least|just over)$/;
const UPPER = /^(?:fewer than|less than|under|below|at most|up to)$/;

function fits({ what, numbers, hedge }: Counted, sizes: Sizes): boolean {
  if (what === 'both')
    return (
      [numbers[0] === sizes.added, numbers[1] === sizes.removed].every(Boolean) ||
      (numbers[0] === sizes.addedCode && numbers[1] === sizes.removedCode)
    );
  const [number] = numbers;
  return readings(what, sizes).some((size) => {
    if (LOWER.test(hedge)) return size >= number;
    if (UPPER.test(hedge)) return size <= number;
    return hedge === '' ? size === number : Math.abs(size - number) <= Math.max(2, number * 0.34);
  });
}

/** A number of another part of the patch, or between two ways to count it, is not called wrong. */
function isPart({ what, numbers, hedge, to, text }: Counted, sentence: Sentence, desk: Desk): boolean {
  const files = desk.patch?.files ?? [];
  if (what === 'files' || what === 'hunks') return false;
  const scoped =
    /^ (?:to|in|into|of|from|within|inside|at|per|for) (?:the |each |every )?(?:`|\w+\(|[\w/]+\.\w|function\b|struct\b|file\b)/.test(
      sentence.text.slice(to),
    );
  const parts = files.map((file) => measure([file], desk));
  if (scoped) return true;
  if (files.length > 1 && parts.some((sizes) => fits({ what, numbers, hedge, to, text }, sizes))) return true;
  const range = readings(what, measure(files, desk));
  const high = Math.max(...range);
  return /\b(?:actual|real|meaningful|functional|code)\b/i.test(text) && numbers[0] <= high;
}
