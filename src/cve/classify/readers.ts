import type { History } from '../../history/index.ts';
import {
  columnsOf,
  featureNames,
  logOddsOf,
  pickTable,
  trainOn,
  type Table,
  type TriageModel,
} from '../../triage/index.ts';
import { learnTexts, scoreSigns, scoreWords, type ReadText, type TextModels } from './texts.ts';

/** The four readers whose scores are added up. */
export interface Readers {
  /** Trees on the numbers of a commit, asked whether it mends a vulnerability. */
  readonly fault: TriageModel;
  /** The same numbers, asked whether a stable branch takes it: what no branch takes gets no CVE. */
  readonly taken: TriageModel;
  readonly texts: TextModels;
}

/** Rows with everything that they teach. */
export interface Material {
  readonly history: History;
  readonly table: Table;
  readonly texts: readonly ReadText[];
  /** 1 where a CVE names the row. */
  readonly isFault: Uint8Array;
  /** 1 where a stable branch took it. */
  readonly isTaken: Uint8Array;
  readonly weights: Float32Array;
  readonly outside: readonly ReadText[];
  readonly asOf: number;
  readonly seed: number;
  readonly random: () => number;
}

/** Learns from the named places of the material. */
export function learnReaders(material: Material, places: readonly number[], effort: number): Readers {
  const { history, table, texts, isFault, isTaken, weights, outside, asOf, seed, random } = material;
  const names = featureNames(history);
  const picked = pickTable(
    table,
    places,
    names.map((_, column) => column),
  );
  const lesson = { table: picked, names, seed, asOf, effort };
  const faults = Uint8Array.from(places, (at) => isFault[at]);
  return {
    fault: trainOn({ ...lesson, labels: faults }),
    taken: trainOn({
      ...lesson,
      labels: Uint8Array.from(places, (at) => isTaken[at]),
      weights: Float32Array.from(places, (at) => weights[at]),
    }),
    texts: learnTexts({ texts: places.map((at) => texts[at]), labels: faults, outside, random }),
  };
}

/** Scores of the four readers, each for all places. */
export function scoreReaders(
  { fault, taken, texts }: Readers,
  asked: Pick<Material, 'history' | 'table' | 'texts'>,
  places: readonly number[],
): readonly (readonly number[])[] {
  const names = featureNames(asked.history);
  const trees = (model: TriageModel): readonly number[] => [
    ...logOddsOf(model, pickTable(asked.table, places, columnsOf(model, names))),
  ];
  return [
    trees(fault),
    trees(taken),
    places.map((at) => scoreSigns(texts, asked.texts[at])),
    places.map((at) => scoreWords(texts, asked.texts[at])),
  ];
}
