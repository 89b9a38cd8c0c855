import { buildIdIndex } from './id-index.ts';
import type { History } from './types.ts';
import { foldSubject } from './upstream/mainline.ts';

/** Finds mainline rows by what a message says of a commit: an abbreviated id, of a stable copy too, else a whole subject. */
export interface CommitFinder {
  /** Undefined when there is none, or more than one. */
  find(id: string | undefined, subject: string | undefined): number | undefined;
  /** Rows with that subject; case and white space do not count. */
  withSubject(subject: string): readonly number[];
}

export function makeCommitFinder(history: History): CommitFinder {
  const rowOf = mapIds(history);
  const ids = buildIdIndex(rowOf.keys() as Iterable<Parameters<History['rowOf']>[0]>);
  const bySubject = new Map<string, number[]>();
  history.commits.forEach(({ subject }, row) => {
    const key = foldSubject(subject);
    const rows = bySubject.get(key);
    if (rows === undefined) bySubject.set(key, [row]);
    else rows.push(row);
  });
  const withSubject = (subject: string): readonly number[] => bySubject.get(foldSubject(subject)) ?? [];
  return {
    withSubject,
    find: (id, subject) => {
      const rows = [...new Set((id === undefined ? [] : ids.find(id)).flatMap((sha) => rowOf.get(sha) ?? []))];
      if (rows.length === 1) return rows[0];
      const quoted = subject === undefined ? [] : withSubject(subject);
      const both = rows.length > 1 ? quoted.filter((row) => rows.includes(row)) : quoted;
      return both.length === 1 ? both[0] : undefined;
    },
  };
}

function mapIds(history: History): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  history.commits.forEach(({ sha }, row) => {
    rows.set(sha, row);
    for (const { stableSha } of history.picks(row)) rows.set(stableSha, row);
  });
  return rows;
}
