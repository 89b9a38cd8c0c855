import type { History, HistoryCommit } from '../history/index.ts';

/** @throws RangeError when there is no such row: a mistake of the caller. */
export function commitAt(history: History, row: number): HistoryCommit {
  const commit = history.commits[row];
  if (commit === undefined) throw new RangeError(`row ${row} of a history of ${history.commits.length} commits`);
  return commit;
}
