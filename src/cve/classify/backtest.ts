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
  backported: measure(rows.filter(({ row }) => history.picks(row).some(({ revertedAt }) => revertedAt === undefined))),
});

const CONTROL_EFFORT = 0.2;
const CONTROL_SEED = 7;

/** The same number of labels on other commits of the same kind: among those that were taken, and among the rest. */
function runControl(question: SecurityBacktestQuestion): SecuritySlices<number | null> {
  const { history, since, until, textOf, truth } = question;
  const { to } = history.between(0, until);
  const shuffled = shuffleLabels({ history, to, truth });
  const rows = new Set(teachingRows(history, since));
  const labels = new Set([...shuffled].filter((row) => rows.has(row)));
  const lesson = { history, textOf, outside: [], asOf: since, effort: CONTROL_EFFORT };
  const scored = scoreWindow(question, learnSecurity({ ...lesson, labels }));
  return perSlice(history, scored, (each) => measureAuc(withLabels(each, shuffled))?.auc ?? null);
}

/** Each label moves to another row of all rows before `to`. */
function shuffleLabels({
  to,
  truth,
}: {
  readonly history: History;
  readonly to: number;
  readonly truth: ReadonlySet<number>;
}): ReadonlySet<number> {
  const random = makeRandom(CONTROL_SEED);
  const moved = new Set<number>();
  const wanted = [...truth].filter((row) => row < to).length;
  while (moved.size < wanted) moved.add(Math.floor(random() * to));
  return moved;
}
