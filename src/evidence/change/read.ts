import type { PatchView } from '../patch-view.ts';
import { findFunctions, findNewFunctions, findSurface, type SurfaceChange } from './api.ts';
import { readCode } from './code.ts';
import { readHunks } from './lines.ts';
import { findProblems, findReports, type NamedProblem } from './problems.ts';
import { findPurposes, type Purpose } from './purposes.ts';
import { findSameness, type Sameness } from './sameness.ts';
import { findShapes, type Shape } from './shape.ts';
import { buildTelling, type Telling } from './text.ts';
import { findTraits, type DiffTrait } from './traits.ts';

/** Everything that message and patch say of a change, before it is weighed. */
export interface ChangeReading {
  readonly telling: Telling;
  readonly problems: readonly NamedProblem[];
  /** Trailers and traces that prove that somebody met a problem. */
  readonly reports: readonly string[];
  readonly purposes: readonly Purpose[];
  /** Of the patch; undefined when there is none or it is too long to be read line by line. */
  readonly diff: DiffReading | undefined;
}

export interface DiffReading {
  readonly shapes: readonly Shape[];
  readonly surface: readonly SurfaceChange[];
  readonly newFunctions: readonly string[];
  readonly functions: readonly string[];
  readonly traits: readonly DiffTrait[];
  readonly sameness: Sameness | undefined;
}

/** Pure, and never throws: any text and any patch gives an answer. */
export function readChange({ subject, body, facts, patch }: PatchView): ChangeReading {
  const telling = buildTelling(subject, body);
  return {
    telling,
    problems: findProblems(telling),
    reports: findReports(telling, facts),
    purposes: findPurposes(telling),
    diff: patch === undefined ? undefined : readDiff(patch, `${subject}\n${telling.prose}`),
  };
}

function readDiff(patch: NonNullable<PatchView['patch']>, text: string): DiffReading | undefined {
  const hunks = readHunks(patch);
  if (hunks === undefined) return undefined;
  const lines = readCode(hunks);
  return {
    shapes: findShapes({ patch, hunks, text }),
    surface: findSurface(lines),
    newFunctions: findNewFunctions(lines),
    functions: findFunctions(patch, hunks),
    traits: findTraits(lines),
    sameness: findSameness(lines),
  };
}
