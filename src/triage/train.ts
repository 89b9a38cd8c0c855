import type { History } from '../history/index.ts';
import { calibrated, fitCalibration } from './calibrate.ts';
import type { Calibration } from './calibrate.ts';
import { featureNames, measureRows } from './features.ts';
import { lessonOf } from './features/passed.ts';
import { DAY, PATIENCE_DAYS } from './features/timeline.ts';
import type { Table } from './trees/bins.ts';
import { binTable, pickColumns, pickRows, pickTable } from './trees/bins.ts';
import { featureUse, tableLogOdds } from './trees/forest.ts';
import type { Forest } from './trees/forest.ts';
import { growBinned } from './trees/grow-forest.ts';
import type { BinnedLesson, ForestOptions, Lesson } from './trees/grow-forest.ts';
import { BIN_COUNT } from './trees/histogram.ts';
import { weightsOf } from './weights.ts';

/** Everything that scoring needs besides the history. */
export interface TriageModel {
  /** Decisions known by then were learned from; seconds since 1970. */
  readonly asOf: number;
  /** Names of the forest's columns. */
  readonly features: readonly string[];
  readonly forest: Forest;
  readonly calibration: Calibration;
  /** Probability that one in ten of the held-back commits reached, read by a forest that had not learned from them. */
  readonly topTenth: number;
  /**
   * At `reach[k - 1]` the probability that k in 100 of the held-back commits that were taken, and that no tag asked for, reached;
   * 0 where there are too few to tell.
   */
  readonly reach: readonly number[];
  /** What it learned from. */
  readonly rows: number;
  readonly positives: number;
}

/**
 * Chosen on the kernel's years 2022 and 2023; bench/triage.md holds what else was tried. Half of the rounds at twice the
 * rate, and half of the rows a tree, answer as well for a third of the time (bench/costs.md); twelve seeds instead of
 * five give back the .002 to .008 of AUC that the smaller bags cost where nothing is tagged.
 */
const OPTIONS = {
  leaves: 12,
  lambda: 1,
  minHessian: 2,
  rate: 0.1,
  rounds: 75,
  seeds: 12,
  rowShare: 0.5,
  featureShare: 0.3,
} as const;

/** Histories with more takes bear more rounds: one for every 80 of them, up to 125 in all. */
const MOST_ROUNDS = 125;
const roundsFor = (positives: number): number => Math.min(MOST_ROUNDS, OPTIONS.rounds + Math.round(positives / 80));

/** A quick first forest finds the features that are asked for at all; the rest only costs time. */
const SCOUT = { ...OPTIONS, rounds: 40, seeds: 1, rowShare: 0.35 };
const MOST_FEATURES = 160;

/**
 * One block of commits in five is held back to see whether the forest says too much or too little. The blocks lie all
 * over the past: held back from its newest end, the calibration learns that year's share of takes, which the next year
 * does not keep (see bench/triage.md).
 */
const BLOCK = 100;
/** Best commits that a keeper is shown unless another threshold is asked for. */
const TOP_SHARE = 0.1;
const isHeldBack = (row: number): boolean => Math.floor(row / BLOCK) % 5 === 4;

/** Decided rows with their measured numbers; the rows are in order of commit time. */
export interface Examples extends Lesson {
  readonly names: readonly string[];
  readonly seed: number;
  readonly asOf: number;
  /** 1 for rows that no tag decides; left out: all. */
  readonly untagged?: Uint8Array;
  /** Less work for controls; 1 is full. */
  readonly effort?: number;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** Columns in the order of the table: those that the scout forest asks for most. */
const chooseColumns = (lesson: BinnedLesson, seed: number): number[] => {
  const use = featureUse(growBinned(lesson, { ...SCOUT, seed }));
  return upTo(lesson.data.width)
    .filter((column) => use[column] > 0)
    .sort((a, b) => use[b] - use[a] || a - b)
    .slice(0, MOST_FEATURES)
    .sort((a, b) => a - b);
};

const ofRows = ({ data, labels, weights }: BinnedLesson, rows: readonly number[]): BinnedLesson => ({
  data: pickRows(data, rows),
  labels: Uint8Array.from(rows, (row) => labels[row]),
  weights: weights && Float32Array.from(rows, (row) => weights[row]),
});

interface HeldBack {
  readonly tableOf: (rows: readonly number[]) => Table;
  readonly untagged: Uint8Array | undefined;
}

/** Reads a forest of four fifths of the rows against the last fifth, whose numbers `tableOf` gives. */
const calibrate = (
  lesson: BinnedLesson,
  options: ForestOptions,
  { tableOf, untagged }: HeldBack,
): Pick<TriageModel, 'calibration' | 'topTenth' | 'reach'> => {
  const rows = upTo(lesson.data.rows);
  const kept = rows.filter((row) => !isHeldBack(row));
  const held = rows.filter(isHeldBack);
  const forest = growBinned(ofRows(lesson, kept), { ...options, seeds: 1 });
  const logOdds = tableLogOdds(forest, tableOf(held));
  const calibration = fitCalibration(
    logOdds,
    held.map((row) => lesson.labels[row]),
  );
  const best = logOdds.toSorted().at(-Math.ceil(logOdds.length * TOP_SHARE));
  const taken = held.flatMap((row, at) =>
    lesson.labels[row] === 1 && untagged?.[row] !== 0 ? [calibrated(calibration, logOdds[at])] : [],
  );
  return { calibration, topTenth: best === undefined ? 1 : calibrated(calibration, best), reach: reachOf(taken) };
};

/** Fewer say nothing about the rare ones. */
const LEAST_TAKEN = 20;

const reachOf = (taken: readonly number[]): readonly number[] => {
  const best = taken.toSorted((a, b) => b - a);
  const percents = Array.from({ length: 100 }, (_, at) => at + 1);
  if (best.length < LEAST_TAKEN) return percents.map(() => 0);
  return percents.map((percent) => best[Math.ceil((best.length * percent) / 100) - 1]);
};

/** 1 for rows that only the score can decide: nobody asked for them by a stable tag. */
const untaggedOf = (history: History, rows: readonly number[]): Uint8Array =>
  Uint8Array.from(rows, (row) => (history.commits[row].stable.every((tag) => tag.noAutosel) ? 1 : 0));

/** Trains on rows that were already measured. */
export const trainOn = (examples: Examples): TriageModel => {
  const { table, labels, weights, seed, untagged } = examples;
  const all: BinnedLesson = { data: binTable(table, BIN_COUNT - 1), labels, weights };
  const columns = chooseColumns(all, seed);
  const lesson = { ...all, data: pickColumns(all.data, columns) };
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const seeds = Math.max(1, Math.round(OPTIONS.seeds * (examples.effort ?? 1)));
  const options = { ...OPTIONS, seed, rounds: roundsFor(positives), seeds };
  return {
    asOf: examples.asOf,
    features: columns.map((column) => examples.names[column]),
    forest: growBinned(lesson, options),
    ...calibrate(lesson, options, { tableOf: (rows) => pickTable(table, rows, columns), untagged }),
    rows: table.rows,
    positives,
  };
};

/** The newest decided commits teach as well as all of them (bench/costs.md): so training costs no more as histories grow. */
const MOST_ROWS = 30_000;

/**
 * Rows that may be learned from on a day: old enough that a no is as well known as a yes, and decided. Younger ones
 * would be yeses only.
 */
export const decidedRows = (history: History, asOf: number): number[] => {
  const { to } = history.between(0, asOf - PATIENCE_DAYS * DAY + 1);
  return upTo(to)
    .filter((row) => lessonOf(history, row, asOf) !== 'undecided')
    .slice(-MOST_ROWS);
};

export const labelsOf = (history: History, rows: readonly number[], asOf: number): Uint8Array =>
  Uint8Array.from(rows, (row) => (lessonOf(history, row, asOf) === 'yes' ? 1 : 0));

/** Learns from every decision known by `asOf` (seconds). The same history, day and seed give the same model. */
export const trainTriage = (
  history: History,
  { asOf, seed = 1 }: { readonly asOf: number; readonly seed?: number },
): TriageModel => {
  const rows = decidedRows(history, asOf);
  const table: Table = measureRows(history, rows, () => asOf);
  return trainOn({
    table,
    labels: labelsOf(history, rows, asOf),
    weights: weightsOf(history, rows, asOf),
    untagged: untaggedOf(history, rows),
    names: featureNames(history),
    seed,
    asOf,
  });
};
