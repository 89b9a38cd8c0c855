import type { History } from '../../history/index.ts';
import { decidedRows, labelsOf, makeRandom, measureRows, weightsOf } from '../../triage/index.ts';
import { fitPlatt, probabilityOf, type Platt } from './platt.ts';
import { learnReaders, scoreReaders, type Material, type Readers } from './readers.ts';
import type { ReadText } from './texts.ts';

/** Mean and spread of a reader's scores over commits that it had not learned from. */
export interface Scale {
  readonly mean: number;
  readonly spread: number;
}

/** Everything that scoring needs besides the history. */
export interface SecurityModel {
  readonly asOf: number;
  readonly readers: Readers;
  readonly scales: readonly Scale[];
  readonly calibration: Platt;
  /** At `reach[k - 1]` the probability that k in 100 of the past fixes of vulnerabilities reached, by readers that had not seen them. */
  readonly reach: readonly number[];
  readonly rows: number;
  readonly positives: number;
  /** Records of commits that are not here and taught all the same. */
  readonly outside: number;
}

/**
 * What a reader's score counts: trees on the fault, trees on the take, signs, words. Fixed, because a hundred examples are too few to
 * fit them; chosen on the kernel's years 2022 to 2024 together (bench/cve-classify.md).
 */
const SHARES = [1, 1, 2, 1] as const;

export interface SecurityLesson {
  readonly history: History;
  /** Rows that a CVE names, as known on the day. */
  readonly labels: ReadonlySet<number>;
  /** Of every row that {@link teachingRows} gives. */
  readonly textOf: (row: number) => ReadText;
  readonly outside: readonly ReadText[];
  readonly asOf: number;
  readonly seed?: number;
  /** Less work for controls; 1 is full. */
  readonly effort?: number;
}

/** Rows that may teach on a day: old enough that a CVE would be there. */
export const teachingRows = (history: History, asOf: number): readonly number[] => decidedRows(history, asOf);

/** Fewer fixes of vulnerabilities teach nothing. */
export const LEAST_FAULTS = 10;

/** From so many on the probabilities are worth something: below it the order is all that there is (bench/cve-classify.md). */
export const ENOUGH_FAULTS = 50;

const FOLDS = 5;
/** Commits that stand together are scored together: neighbours of one series tell of each other. */
const BLOCK = 50;
const foldOf = (at: number): number => Math.floor(at / BLOCK) % FOLDS;
const CROSS_EFFORT = 0.1;

/** Learns from rows that were decided by the day. The same lesson gives the same model. */
export function learnSecurity(lesson: SecurityLesson): SecurityModel {
  const { effort = 1 } = lesson;
  const rows = teachingRows(lesson.history, lesson.asOf);
  const material = layMaterial(lesson, rows);
  const all = rows.map((_, at) => at);
  const cross = scoreAcross(material, all, Math.min(effort, CROSS_EFFORT));
  const scales = cross.map(scaleOf);
  const sums = all.map((at) => addUp(cross, scales, at));
  const told = all.slice(firstTold(material.isFault));
  const calibration = fitPlatt(
    told.map((at) => sums[at]),
    told.map((at) => material.isFault[at]),
  );
  const found = all.filter((at) => material.isFault[at] === 1).map((at) => probabilityOf(calibration, sums[at]));
  return {
    ...{ asOf: lesson.asOf, scales, calibration },
    readers: learnReaders(material, all, effort),
    reach: reachOf(found),
    rows: rows.length,
    positives: found.length,
    outside: lesson.outside.length,
  };
}

function layMaterial(lesson: SecurityLesson, rows: readonly number[]): Material {
  const { history, asOf, labels, textOf, outside, seed = 1 } = lesson;
  return {
    ...{ history, outside, asOf, seed, random: makeRandom(seed) },
    table: measureRows(history, rows, () => asOf),
    texts: rows.map(textOf),
    isFault: Uint8Array.from(rows, (row) => (labels.has(row) ? 1 : 0)),
    isTaken: labelsOf(history, rows, asOf),
    weights: weightsOf(history, rows, asOf),
  };
}

/** Scores of every place by readers that had not learned from it. */
function scoreAcross(material: Material, all: readonly number[], effort: number): readonly (readonly number[])[] {
  const scores: number[][] = SHARES.map(() => all.map(() => 0));
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const held = all.filter((at) => foldOf(at) === fold);
    const kept = all.filter((at) => foldOf(at) !== fold);
    const readers = learnReaders(material, kept, effort);
    for (const [reader, own] of scoreReaders(readers, material, held).entries())
      for (const [place, at] of held.entries()) scores[reader][at] = own[place];
  }
  return scores;
}

function scaleOf(scores: readonly number[]): Scale {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length;
  return { mean, spread: Math.sqrt(variance) || 1 };
}

/** How much one unit of a reader's score adds to the log-odds of the answer. */
export const shareOf = ({ scales, calibration }: SecurityModel, reader: 'fault' | 'signs'): number => {
  const at = reader === 'fault' ? 0 : 2;
  return (calibration.slope * SHARES[at]) / scales[at].spread;
};

export const addUp = (scores: readonly (readonly number[])[], scales: readonly Scale[], at: number): number =>
  scores.reduce(
    (sum, own, reader) => sum + (SHARES[reader] * (own[at] - scales[reader].mean)) / scales[reader].spread,
    0,
  );

/** A team that assigns CVEs begins some day: before it nothing tells how frequent they are. One in twenty may be a straggler. */
function firstTold(isFault: Uint8Array): number {
  const faults = [...isFault.keys()].filter((at) => isFault[at] === 1);
  return faults[Math.floor(faults.length / 20)] ?? 0;
}

function reachOf(found: readonly number[]): readonly number[] {
  const best = found.toSorted((a, b) => b - a);
  return Array.from({ length: 100 }, (_, at) => best[Math.ceil((best.length * (at + 1)) / 100) - 1] ?? 0);
}
