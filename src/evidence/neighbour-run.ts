import type { HistoryCommit } from '../history/index.ts';
import { commitAt } from './question.ts';
import type { Question } from './types.ts';
import { DAY } from './words.ts';

/** Half the width of the window in which commits of one author belong together. */
export const WINDOW_DAYS = 2;
/**
 * Longest pause between two commits of a run. Against the postings that 7,969 kernel commits name: 92 % of the others in
 * a run are of the same posting, and 69 % of a posting's others are in the run (10 minutes: 92 and 63; 4 hours: 92 and 73).
 */
const GAP_SECONDS = 3600;

/** Same author's commits within two days, by the day of the question, nearest in time first. */
export function neighboursOf({ history, row, asOf }: Question): readonly HistoryCommit[] {
  const commit = commitAt(history, row);
  return rowsNear({ history, row, asOf })
    .filter((other) => other !== row)
    .map((other) => ({ other: commitAt(history, other), rows: Math.abs(other - row) }))
    .toSorted((a, b) => apart(a.other, commit) - apart(b.other, commit) || a.rows - b.rows)
    .map(({ other }) => other);
}

/** Commits by one author that one committer applied together, and where the commit asked about stands among them. */
export interface NeighbourRun {
  /** In the order of mainline; the commit itself is among them. */
  readonly commits: readonly HistoryCommit[];
  /** From 1. */
  readonly position: number;
}

/**
 * The run that a commit stands in: commits of the same author and committer, each within an hour of the one before.
 * Undefined when it stands alone.
 */
export function runOf(question: Question): NeighbourRun | undefined {
  const { history, row } = question;
  const commit = commitAt(history, row);
  const rows = rowsNear(question).filter((other) => commitAt(history, other).committerEmail === commit.committerEmail);
  const own = rows.indexOf(row);
  const joins = (a: number, b: number): boolean => apart(commitAt(history, a), commitAt(history, b)) <= GAP_SECONDS;
  let [from, to] = [own, own];
  while (from > 0 && joins(rows[from - 1], rows[from])) from -= 1;
  while (to < rows.length - 1 && joins(rows[to], rows[to + 1])) to += 1;
  if (from === to) return undefined;
  return { commits: rows.slice(from, to + 1).map((other) => commitAt(history, other)), position: own - from + 1 };
}

/** Rows of the same author within the window, in order, the row itself among them. */
function rowsNear({ history, row, asOf }: Question): readonly number[] {
  const commit = commitAt(history, row);
  const reach = WINDOW_DAYS * DAY;
  const { from, to } = history.between(commit.commitTime - reach, Math.min(commit.commitTime + reach, asOf) + 1);
  const rows: number[] = [];
  for (let at = from; at < to; at += 1)
    if (at === row || history.commits[at]?.authorEmail === commit.authorEmail) rows.push(at);
  return rows;
}

const apart = (a: HistoryCommit, b: HistoryCommit): number => Math.abs(a.commitTime - b.commitTime);

/** `net/mlx5` of `net/mlx5: fix a leak`; '' when the subject names no subsystem. */
export const prefixOf = ({ subject }: HistoryCommit): string =>
  /^([^:\s]{1,60}(?: [^:\s]{1,20})?):/.exec(subject)?.[1]?.toLowerCase() ?? '';
