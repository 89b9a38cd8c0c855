import type { ChangeReading } from './read.ts';
import { WEIGHTS } from './weights.ts';

/** Everything of a change that its likeness to a fix is added up from, with the words that tell a reader. */
export type Sign = keyof typeof WEIGHTS.signs;

/** How much a change reads like one that stable branches take. */
export interface Likeness {
  /** Log odds against a change that nobody thought of for a stable branch, both thought equally frequent. */
  readonly score: number;
  /** What is there, the most unlike a fix first. */
  readonly signs: readonly Sign[];
}

/** Signs of a change: of its message and, where the patch was read, of its diff. */
export function findSigns({ problems, reports, purposes, diff, telling }: ChangeReading): readonly string[] {
  const words = telling.prose.split(/\s+/).length;
  const light = problems.filter(({ grave }) => !grave);
  return [
    ...(problems.length === 0 ? ['no problem named'] : []),
    ...(problems.some(({ grave, inSubject }) => grave && !inSubject) ? ['grave problem in the message'] : []),
    ...(problems.some(({ grave, inSubject }) => grave && inSubject) ? ['grave problem in the subject'] : []),
    ...(light.some(({ inSubject }) => inSubject) ? ['light problem in the subject'] : []),
    ...(light.some(({ kind }) => kind === 'a bug') ? ['a bug'] : []),
    ...(reports.length > 0 ? ['a report'] : []),
    ...(reports.length > 1 ? ['several reports'] : []),
    ...(words < 4 ? ['no message'] : words > 60 ? ['long message'] : []),
    ...purposes.map(({ kind }) => kind),
    ...(diff?.shapes ?? []).map(({ kind }) => `${kind} only`),
    ...(diff?.traits ?? []),
  ];
}

/** Undefined where the patch could not be read: a message alone says too little. */
export function measureLikeness(reading: ChangeReading): Likeness | undefined {
  if (reading.diff === undefined) return undefined;
  const weights: Readonly<Record<string, number>> = WEIGHTS.signs;
  const signs = findSigns(reading).filter((sign): sign is Sign => sign in weights);
  return {
    score: signs.reduce<number>((sum, sign) => sum + weights[sign], WEIGHTS.start),
    signs: signs.toSorted((a, b) => weights[a] - weights[b]),
  };
}
