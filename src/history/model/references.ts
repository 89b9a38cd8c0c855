import type { Sha } from '../../git/index.ts';
import { buildIdIndex } from '../id-index.ts';
import type { FixesLink } from '../types.ts';
import { foldSubject } from '../upstream/mainline.ts';
import type { CommitValues } from './values.ts';

export interface References {
  fixes(row: number): readonly FixesLink[];
  reverts(row: number): readonly number[];
  /** Earlier rows alone: a sentence that names a later commit tells of something else. */
  blamed(row: number): readonly number[];
}

export interface ReferenceValues {
  /** In row order. */
  readonly commits: readonly CommitValues[];
  readonly rowOf: ReadonlyMap<Sha, number>;
  /** Stable commit -> row of the mainline commit that it copies. */
  readonly rowOfCopy: ReadonlyMap<Sha, number>;
}

/**
 * Finds what `Fixes:` and reverts point at: a mainline commit by its abbreviated id; a stable copy by its id, mapped to mainline;
 * and where the id leads nowhere (another tree, before a rebase: wrong ids are hardly ever typos) the one earlier commit with the
 * quoted subject.
 */
export function buildReferences(values: ReferenceValues): References {
  const ids = buildIdIndex([...values.rowOf.keys(), ...values.rowOfCopy.keys()]);
  const bySubject = groupBySubject(values.commits);
  const find = (row: number, id: string | undefined, subject: string | undefined): number | undefined => {
    const rows = id === undefined ? [] : rowsOfIds(values, ids.find(id)).filter((other) => other !== row);
    if (rows.length === 1) return rows[0];
    const quoted =
      subject === undefined ? [] : (bySubject.get(foldSubject(subject)) ?? []).filter((other) => other < row);
    const both = rows.length > 1 ? quoted.filter((other) => rows.includes(other)) : quoted;
    return both.length === 1 ? both[0] : undefined;
  };
  const factsOf = (row: number): CommitValues['facts'] => values.commits[row].facts;
  return {
    fixes: (row) => factsOf(row).fixes.map(({ id, subject }) => ({ row: find(row, id, subject), id, subject })),
    reverts: (row) => [...new Set(factsOf(row).reverts.flatMap(({ id, subject }) => find(row, id, subject) ?? []))],
    blamed: (row) => {
      const rows = factsOf(row).blamed.flatMap(({ id, subject }) => find(row, id, subject) ?? []);
      return [...new Set(rows)].filter((other) => other < row);
    },
  };
}

function rowsOfIds(values: ReferenceValues, shas: readonly Sha[]): readonly number[] {
  return [...new Set(shas.flatMap((sha) => values.rowOf.get(sha) ?? values.rowOfCopy.get(sha) ?? []))];
}

function groupBySubject(commits: readonly CommitValues[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  commits.forEach(({ subject }, row) => {
    const key = foldSubject(subject);
    const rows = groups.get(key);
    if (rows === undefined) groups.set(key, [row]);
    else rows.push(row);
  });
  return groups;
}
