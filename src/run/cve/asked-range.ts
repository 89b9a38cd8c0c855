import { UsageError } from '../../errors.ts';
import type { Sha } from '../../git/index.ts';
import type { History } from '../../history/index.ts';

export interface AskedRange {
  /** Rows of mainline, in order. */
  readonly rows: readonly number[];
  /** By row the stable commit of the range that copies it. */
  readonly asked: ReadonlyMap<number, Sha>;
  /** Commits that are neither on mainline nor a known copy of one. */
  readonly elsewhere: number;
  readonly younger: number;
}

/** Mainline commits of a range, and those that its stable commits copy. UsageError `range-off-mainline` when there are none. */
export function findAskedRange(
  history: History,
  { range, shas, asOf }: { readonly range: string; readonly shas: readonly Sha[]; readonly asOf: number },
): AskedRange {
  const asked = new Map<number, Sha>();
  const rows = new Set<number>();
  for (const sha of shas) {
    const own = history.rowOf(sha);
    const row = own ?? history.mainlineRowOf(sha);
    if (row === undefined) continue;
    rows.add(row);
    if (own === undefined) asked.set(row, sha);
  }
  if (rows.size === 0 && shas.length > 0)
    throw new UsageError(
      'range-off-mainline',
      `${shas.length === 1 ? 'the one commit' : `none of the ${shas.length} commits`} of ${JSON.stringify(range)} is${shas.length === 1 ? ' not' : ''} a non-merge commit of ${history.mainline.ref} or a known copy of one: name another mainline with --mainline, or bring the index up to date`,
    );
  const known = [...rows].toSorted((a, b) => a - b);
  const there = known.filter((row) => history.commits[row].commitTime <= asOf);
  const counted = shas.filter((sha) => history.rowOf(sha) !== undefined || history.mainlineRowOf(sha) !== undefined);
  return { rows: there, asked, elsewhere: shas.length - counted.length, younger: known.length - there.length };
}
