import type { History } from '../../history/index.ts';
import { makeRandom, measureAuc, measureSlice, type SliceResult } from '../../triage/index.ts';
import { learnSecurity, teachingRows, type SecurityModel } from './learn.ts';
import { scoreSecurity } from './score.ts';
import type { ReadText } from './texts.ts';

export interface SecurityBacktestQuestion {
  readonly history: History;
  /** Commits of [since, until), seconds since 1970. */
  readonly since: number;
  readonly until: number;
  /** Learned on the first day of the window, from what was known then. */
  readonly model: SecurityModel;
  readonly textOf: (row: number) => ReadText;
  /** Rows that a CVE names at the end: the truth. */
  readonly truth: ReadonlySet<number>;
  /** Leaves out the control with shuffled labels. */
  readonly withoutControl?: boolean;
}

export interface SecuritySlices<Value> {
  readonly all: Value;
  /** What a stable branch took by the end: commits that a CVE team looks at. */
  readonly backported: Value;
}

export interface SecurityBacktest {
  readonly slices: SecuritySlices<SliceResult>;
  /** AUC when labels change places; about .5 unless something leaks. */
  readonly control: SecuritySlices<number | null> | undefined;
}

interface Scored {
  readonly row: number;
  readonly probability: number;
}

/** Every commit of the window, as of two weeks after it, against the CVEs that are known at the end. */
export function backtestSecurity(question: SecurityBacktestQuestion): SecurityBacktest {
  const { history, model, truth, withoutControl = false } = question;
  const scored = scoreWindow(question, model);
  const slices = perSlice(history, scored, (rows) => measureSlice(withLabels(rows, truth)));
  return { slices, control: withoutControl ? undefined : runControl(question) };
}

function scoreWindow(question: SecurityBacktestQuestion, model: SecurityModel): readonly Scored[] {
  const { history, since, until, textOf } = question;
  const { from, to } = history.between(since, until);
  const rows = Array.from({ length: to - from }, (_, at) => from + at);
  const scores = scoreSecurity(model, { history, rows, textOf, asOf: history.end });
  return rows.map((row, at) => ({ row, probability: scores[at].probability }));
}

const withLabels = (rows: readonly Scored[], truth: ReadonlySet<number>) => ({
  scores: rows.map(({ probability }) => probability),
  labels: rows.map(({ row }) => (truth.has(row) ? 1 : 0)),
});

const perSlice = <Value>(
  history: History,
  rows: readonly Scored[],
  measure: (rows: readonly Scored[]) => Value,
): SecuritySlices<Value> => ({
  all: measure(rows),
  backported: measure(rows.filter(({ row }) => wasTaken(history, row))),
});

const wasTaken = (history: History, row: number): boolean =>
  history.picks(row).some(({ revertedAt }) => revertedAt === undefined);

const CONTROL_EFFORT = 0.2;
const CONTROL_SEED = 7;

/** All labels on other commits; for the slice of what was taken, labels on others of those: few of all would lie in it. */
function runControl(question: SecurityBacktestQuestion): SecuritySlices<number | null> {
  const { history, until } = question;
  const { to } = history.between(0, until);
  const all = Array.from({ length: to }, (_, row) => row);
  return {
    all: measureShuffled(question, all).all,
    backported: measureShuffled(
      question,
      all.filter((row) => wasTaken(history, row)),
    ).backported,
  };
}

function measureShuffled(question: SecurityBacktestQuestion, among: readonly number[]): SecuritySlices<number | null> {
  const { history, since, textOf, truth } = question;
  const shuffled = shuffleLabels(among, truth);
  const labels = new Set(teachingRows(history, since).filter((row) => shuffled.has(row)));
  const lesson = { history, textOf, outside: [], asOf: since, effort: CONTROL_EFFORT };
  const scored = scoreWindow(question, learnSecurity({ ...lesson, labels }));
  return perSlice(history, scored, (each) => measureAuc(withLabels(each, shuffled))?.auc ?? null);
}

/** As many of the rows as have a label, by chance. */
function shuffleLabels(among: readonly number[], truth: ReadonlySet<number>): ReadonlySet<number> {
  const random = makeRandom(CONTROL_SEED);
  const wanted = among.filter((row) => truth.has(row)).length;
  const moved = new Set<number>();
  while (moved.size < wanted) moved.add(among[Math.floor(random() * among.length)]);
  return moved;
}
