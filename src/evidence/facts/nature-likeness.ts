import { measureLikeness, type Sign } from '../change/likeness.ts';
import type { ChangeReading } from '../change/read.ts';
import { WEIGHTS } from '../change/weights.ts';
import type { PatchView } from '../patch-view.ts';
import type { Finding } from '../types.ts';
import { listWords, quoteText } from '../words.ts';

/** What a reader is told of a sign, where it can be told in words that the message or the patch shows. */
const SAYS: Readonly<Partial<Record<Sign, string>>> = {
  'no problem named': 'names no problem',
  'no message': 'says next to nothing',
};

const IN_DIFF: Readonly<Partial<Record<Sign, string>>> = {
  'tests only': 'changes tests only',
  'comments only': 'changes comments only',
  'documentation only': 'changes documentation only',
  'many files': 'touches more than 3 files',
  'new option': 'adds a configuration option',
  'qualifiers only': 'changes qualifiers such as const or static only',
  'new door': 'adds what other code or a user can name',
  'constants gone': 'removes more constants than it adds',
  'new structure': 'adds a structure',
  'new function without caller': 'adds a function that nothing in it calls',
  'many places': 'touches more than 8 places',
  'new-source only': 'adds a source file',
  'exposed only': 'only makes a function visible',
  'other arguments': 'changes the heads of functions',
  long: 'is longer than 60 lines',
};

/** What most mends do; said where it is missing. */
const MISSING: readonly (readonly [sign: Sign, says: string])[] = [
  ['adds a condition', 'adds no condition'],
  ['adds a release', 'adds no release'],
  ['leaves on errors', 'adds no way out on an error'],
];
const MOST_NAMED = 4;

/**
 * Speaks where message and diff together read less like a fix than nearly every proposal that nobody objected to; see
 * `WEIGHTS`. A report, a grave problem in the message or a new device makes it silent: those are read one by one.
 */
export function likenessFindings(reading: ChangeReading, source: PatchView['source']): readonly Finding[] {
  const likeness = measureLikeness(reading);
  if (likeness === undefined || likeness.score >= WEIGHTS.limit) return [];
  if (reading.reports.length > 0 || reading.problems.some(({ grave }) => grave)) return [];
  const { signs } = likeness;
  const missing = MISSING.filter(([sign]) => !signs.includes(sign)).map(([, says]) => says);
  const there = signs.flatMap((sign) => IN_DIFF[sign] ?? []).slice(0, MOST_NAMED);
  const fresh = reading.diff?.newFunctions ?? [];
  const born =
    fresh.length === 0 || there.includes(String(IN_DIFF['new function without caller']))
      ? []
      : [
          `adds ${listWords(
            fresh.map((name) => quoteText(name, 50)),
            2,
          )}`,
        ];
  const message = signs.flatMap((sign) => SAYS[sign] ?? []);
  const told = message.length === 0 ? 'names no grave problem and no report' : listWords(message);
  const shown = [...there, ...born, ...missing];
  if (shown.length === 0) return [];
  const says = `Little here speaks of a defect: the message ${told}; the patch ${listWords(shown, 8)}.`;
  return [{ kind: 'nature-no-defect', says, source: source.diff, weighs: 'against' }];
}
