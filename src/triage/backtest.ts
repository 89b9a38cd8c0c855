import { StoppedError } from '../errors.ts';
import type { History } from '../history/index.ts';
import { featureNames, measureRows } from './features.ts';
import { DAY } from './features/timeline.ts';
import { measureAuc, measureCurves, measureReliability, measureSlice } from './metrics.ts';
import type { CurvePoint, ReliabilityPoint, Scored } from './metrics.ts';
import { columnsOf, probabilitiesOf } from './score.ts';
import { shuffleDecisions } from './shuffled.ts';
import { decidedRows, labelsOf, trainOn } from './train.ts';
import type { Table } from './trees/bins.ts';
import { pickTable } from './trees/bins.ts';
import type { SliceResults } from './types.ts';
import { weightsOf } from './weights.ts';

export interface BacktestQuestion {
  /** Commits of [since, until), seconds since 1970. */
  readonly since: number;
  readonly until: number;
  readonly seed?: number;
  /** Leaves out the control with shuffled decisions. */
  readonly withoutControl?: boolean;
  readonly signal?: AbortSignal;
  onProgress?(done: BacktestProgress): void;
}

export interface BacktestProgress {
  readonly step: 'measure' | 'train' | 'control';
  readonly done: number;
  readonly total: number;
}

export interface SlicePlots {
  readonly roc: readonly CurvePoint[];
  readonly precisionRecall: readonly CurvePoint[];
  readonly reliability: readonly ReliabilityPoint[];
}

/** One candidate, for whoever wants to look at the misses. */
export interface BacktestRow {
  readonly row: number;
  readonly probability: number;
  readonly taken: boolean;
  /** Days from the commit to the first pick that stayed. */
  readonly takenAfterDays: number | undefined;
}

export interface BacktestResult {
  readonly slices: SliceResults;
  /** Later picks left out: neither found nor missed. */
  readonly within60: SliceResults;
  readonly plots: { readonly [Name in keyof SliceResults]: SlicePlots };
  /** AUC when decisions change places; about .5 unless something leaks. */
  readonly control:
    | { readonly all: number | null; readonly untagged: number | null; readonly untaggedNoFixes: number | null }
    | undefined;
  readonly rows: readonly BacktestRow[];
  /** One model a quarter: its day, what it learned from. */
  readonly trainings: readonly { readonly asOf: number; readonly rows: number; readonly positives: number }[];
}

const SOON_DAYS = 60;

/** First pick that was not taken back by the end of the history; a reverted pick is none. */
const takenAfterDays = (history: History, row: number): number | undefined => {
  const stayed = history.picks(row).find((pick) => pick.revertedAt === undefined);
  return stayed === undefined ? undefined : (stayed.knownSince - history.commits[row].commitTime) / DAY;
};

/** First days of the quarters that the window touches, the window's own first day in front. */
export const quarterDays = (since: number, until: number): number[] => {
  const days = [since];
  for (let day = since; day < until;) {
    const date = new Date(day * 1000);
    day = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - (date.getUTCMonth() % 3) + 3, 1) / 1000;
    if (day < until) days.push(day);
  }
  return days;
};

interface Replay {
  readonly history: History;
  readonly question: BacktestQuestion;
  readonly effort: number;
  readonly step: 'train' | 'control';
}

interface Replayed {
  readonly rows: readonly BacktestRow[];
  readonly trainings: BacktestResult['trainings'];
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** Lets timers and signals through, then stops if the person asked for it. */
const breathe = async (signal: AbortSignal | undefined): Promise<void> => {
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
  if (signal?.aborted) throw new StoppedError('stopped', 'the backtest was stopped');
};

const replayQuarter = (
  replay: Replay,
  table: Table,
  { asOf, until }: { readonly asOf: number; readonly until: number },
): Replayed => {
  const { history, question } = replay;
  const names = featureNames(history);
  const rows = decidedRows(history, asOf);
  const model = trainOn({
    table: pickTable(table, rows, upTo(table.width)),
    labels: labelsOf(history, rows, asOf),
    weights: weightsOf(history, rows, asOf),
    names,
    seed: question.seed ?? 1,
    asOf,
    effort: replay.effort,
  });
  const { from, to } = history.between(asOf, until);
  const asked = upTo(to).slice(from);
  const probabilities = probabilitiesOf(model, pickTable(table, asked, columnsOf(model, names)));
  const scored = asked.map((row, place) => {
    const after = takenAfterDays(history, row);
    return { row, probability: probabilities[place], taken: after !== undefined, takenAfterDays: after };
  });
  return { rows: scored, trainings: [{ asOf, rows: model.rows, positives: model.positives }] };
};

/** Scores the window quarter by quarter, each with a model trained on what was known on the quarter's first day. */
const replayWindow = async (replay: Replay): Promise<Replayed> => {
  const { history, question, step } = replay;
  const { since, until, signal, onProgress } = question;
  await breathe(signal);
  const table = measureRows(history, upTo(history.between(0, until).to), () => history.end);
  const days = quarterDays(since, until);
  const rows: BacktestRow[] = [];
  const trainings: BacktestResult['trainings'][number][] = [];
  for (const [at, asOf] of days.entries()) {
    onProgress?.({ step, done: at, total: days.length });
    await breathe(signal);
    const quarter = replayQuarter(replay, table, { asOf, until: days[at + 1] ?? until });
    rows.push(...quarter.rows);
    trainings.push(...quarter.trainings);
  }
  onProgress?.({ step, done: days.length, total: days.length });
  return { rows, trainings };
};

const scoredOf = (rows: readonly BacktestRow[]): Scored => ({
  scores: rows.map(({ probability }) => probability),
  labels: rows.map(({ taken }) => (taken ? 1 : 0)),
});

/** Calls `measure` for all commits, those without a stable tag, and those without a Fixes trailer either. */
const perSlice = <T>(
  history: History,
  rows: readonly BacktestRow[],
  measure: (rows: readonly BacktestRow[]) => T,
): { readonly all: T; readonly untagged: T; readonly untaggedNoFixes: T } => {
  const untagged = rows.filter(({ row }) => history.commits[row].stable.every((tag) => tag.noAutosel));
  const untaggedNoFixes = untagged.filter(({ row }) => history.commits[row].fixes.length === 0);
  return { all: measure(rows), untagged: measure(untagged), untaggedNoFixes: measure(untaggedNoFixes) };
};

const plotsOf = (rows: readonly BacktestRow[]): SlicePlots => {
  const scored = scoredOf(rows);
  return { ...measureCurves(scored), reliability: measureReliability(scored) };
};

/** The control is a check of the method, not a measurement: one seed is enough. */
const CONTROL_EFFORT = 0.2;

const replayControl = async (history: History, question: BacktestQuestion): Promise<BacktestResult['control']> => {
  const shuffled = shuffleDecisions(history, 7 + (question.seed ?? 1));
  const { rows } = await replayWindow({ history: shuffled, question, effort: CONTROL_EFFORT, step: 'control' });
  return perSlice(history, rows, (slice) => measureAuc(scoredOf(slice))?.auc ?? null);
};

/**
 * Replays the past: every non-merge mainline commit of the window is scored as of two weeks after it by a model that
 * knew the decisions of the first day of its quarter. Taken means: in a stable branch, and not taken back there, at the
 * end of the history. StoppedError when the signal says so.
 */
export const backtest = async (history: History, question: BacktestQuestion): Promise<BacktestResult> => {
  const { rows, trainings } = await replayWindow({ history, question, effort: 1, step: 'train' });
  const soon = rows.filter((row) => row.takenAfterDays === undefined || row.takenAfterDays <= SOON_DAYS);
  const measure = (slice: readonly BacktestRow[]): SliceResults['all'] => measureSlice(scoredOf(slice));
  return {
    slices: perSlice(history, rows, measure),
    within60: perSlice(history, soon, measure),
    plots: perSlice(history, rows, plotsOf),
    control: question.withoutControl ? undefined : await replayControl(history, question),
    rows,
    trainings,
  };
};
