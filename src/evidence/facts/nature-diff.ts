import type { ChangeReading } from '../change/read.ts';
import type { Shape, ShapeKind } from '../change/shape.ts';
import type { PatchView } from '../patch-view.ts';
import type { Finding, Weight } from '../types.ts';
import { quoteText } from '../words.ts';

interface Saying {
  readonly kind: string;
  readonly says: string;
  readonly weighs: Weight;
}

/** What a reader is told about a patch that consists of one kind of lines. */
const SAYS: Readonly<Partial<Record<ShapeKind, Saying>>> = {
  documentation: { kind: 'nature-not-fix', says: 'It changes documentation only', weighs: 'against' },
  tests: { kind: 'nature-not-fix', says: 'It changes tests only', weighs: 'against' },
  people: { kind: 'nature-not-fix', says: 'It changes lists of people only', weighs: 'against' },
  comments: { kind: 'nature-not-fix', says: 'It changes comments, descriptions or help texts only', weighs: 'against' },
  blanks: { kind: 'nature-not-fix', says: 'It changes white space only', weighs: 'against' },
  messages: { kind: 'nature-messages', says: 'It changes the words of messages only', weighs: 'neutral' },
  exposed: {
    kind: 'nature-preparation',
    says: 'It makes a function visible to other files and changes nothing else',
    weighs: 'against',
  },
  'driver-gone': { kind: 'nature-feature', says: 'It removes a whole source file', weighs: 'against' },
  'new-source': { kind: 'nature-feature', says: 'It adds a new source file', weighs: 'against' },
};

/** Some projects take mended tests and documents; a report or a Fixes trailer shows that something was wrong with them. */
const MENDABLE: ReadonlySet<ShapeKind> = new Set(['documentation', 'tests']);

export function shapeFindings({ diff, reports }: ChangeReading, source: PatchView['source']): readonly Finding[] {
  return (diff?.shapes ?? []).flatMap((shape): Finding[] => {
    const found = SAYS[shape.kind];
    const saying =
      found !== undefined && reports.length > 0 && MENDABLE.has(shape.kind)
        ? { ...found, weighs: 'neutral' as const }
        : found;
    return saying === undefined ? [] : [{ ...saying, says: `${saying.says}: ${placeOf(shape)}.`, source: source.diff }];
  });
}

/** The same code under new names, or types that nothing names: unless somebody met a problem or the subject names a grave one. */
export function samenessFindings(
  { diff, reports, problems }: ChangeReading,
  source: PatchView['source'],
): readonly Finding[] {
  const sameness = diff?.sameness;
  if (sameness === undefined || reports.length > 0) return [];
  if (problems.some(({ inSubject, grave }) => inSubject && grave)) return [];
  const { kind, name, line } = sameness;
  const where = placeOf({ place: `${line.path}:${line.line}`, line: line.text.trim() });
  const what = quoteText(name, 50);
  const says =
    kind === 'renamed'
      ? `Its lines are the same code but for new names such as ${what}: ${where}.`
      : `It only adds types that nothing in it uses, such as ${what}: ${where}.`;
  return [
    {
      kind: kind === 'renamed' ? 'nature-not-fix' : 'nature-preparation',
      says,
      source: source.diff,
      weighs: 'against',
    },
  ];
}

/** Stable branches take new ids and quirks of devices that their drivers already know how to drive. */
export function deviceFindings({ diff }: ChangeReading, source: PatchView['source']): readonly Finding[] {
  const shape = diff?.shapes.find(({ kind }) => kind === 'device');
  if (shape === undefined) return [];
  const says = `It adds entries for devices, boards or quirks to tables and nothing else: ${placeOf(shape)}.`;
  return [{ kind: 'nature-device', says, source: source.diff, weighs: 'for' }];
}

const placeOf = ({ place, line }: Pick<Shape, 'place' | 'line'>): string => {
  const where = quoteText(place, 120);
  return line === '' ? where : `${where} "${quoteText(line, 60)}"`;
};
