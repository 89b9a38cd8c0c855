import { UsageError } from '../errors.ts';
import type { Sha } from '../git/index.ts';
import type { History } from '../history/index.ts';

export interface Candidates {
  /** Rows in the order of the history. */
  readonly rows: readonly number[];
  /** Commits of the range that are not on mainline, or not in the index. */
  readonly elsewhere: number;
  /** Commits of the range that are younger than the as-of moment. */
  readonly younger: number;
}

export interface RangeQuestion {
  readonly history: History;
  readonly range: string;
  /** The non-merge commits of the range. */
  readonly shas: readonly Sha[];
  readonly asOf: number;
}

/**
 * The mainline commits of a range that were there by the as-of moment.
 * @throws UsageError when the range holds commits, but none of mainline.
 */
export function findCandidates({ history, range, shas, asOf }: RangeQuestion): Candidates {
  const known = shas.map((sha) => history.rowOf(sha)).filter((row) => row !== undefined);
  if (known.length === 0 && shas.length > 0) throw notOnMainline(history, range, shas);
  const rows = known.filter((row) => (history.commits[row]?.commitTime ?? Infinity) <= asOf);
  return {
    rows: rows.toSorted((a, b) => a - b),
    elsewhere: shas.length - known.length,
    younger: known.length - rows.length,
  };
}

function notOnMainline(history: History, range: string, shas: readonly Sha[]): UsageError {
  const copies = shas.filter((sha) => history.mainlineRowOf(sha) !== undefined).length;
  const hint =
    copies > 0
      ? `${copies} of them are stable commits; select looks at mainline commits, autosel explain tells of copies`
      : 'name another mainline with --mainline, or bring the index up to date';
  return new UsageError(
    'range-off-mainline',
    `${shas.length === 1 ? 'the one commit' : `none of the ${shas.length} commits`} of ${JSON.stringify(range)} is${shas.length === 1 ? ' not' : ''} a non-merge commit of the indexed mainline ${history.mainline.ref}: ${hint}`,
  );
}
