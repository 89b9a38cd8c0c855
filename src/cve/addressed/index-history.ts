import type { FixesLink, History, HistoryCommit } from '../../history/index.ts';

/** Look-ups that every question about one history shares. */
export interface EarlierIndex {
  readonly history: History;
  /** Rows with the same patch id. */
  readonly byPatch: ReadonlyMap<string, readonly number[]>;
  readonly bySubject: ReadonlyMap<string, readonly number[]>;
  /** Rows that fix the same commit, by {@link keysOf}. */
  readonly byTarget: ReadonlyMap<string, readonly number[]>;
  /** Rows that revert a row. */
  readonly revertedBy: ReadonlyMap<number, readonly number[]>;
}

export function indexEarlier(history: History): EarlierIndex {
  const { commits } = history;
  return {
    history,
    byPatch: group(commits, ({ patchId }) => (patchId === '' ? [] : [patchId])),
    bySubject: group(commits, ({ subject }) => [foldSubject(subject)]),
    byTarget: group(commits, (commit) => commit.fixes.flatMap(keysOf)),
    revertedBy: group(commits, ({ reverts }) => reverts),
  };
}

function group<Key>(
  commits: readonly HistoryCommit[],
  keys: (commit: HistoryCommit) => readonly Key[],
): ReadonlyMap<Key, readonly number[]> {
  const found = new Map<Key, number[]>();
  for (const [row, commit] of commits.entries())
    for (const key of new Set(keys(commit))) {
      const rows = found.get(key);
      if (rows === undefined) found.set(key, [row]);
      else rows.push(row);
    }
  return found;
}

/** Of `Reapply "x"` and of `x` the same. */
export const foldSubject = (subject: string): string =>
  subject
    .replace(/^\s*(?:re-?apply|reland)\b:?\s*["“']?(.+?)["”']?\s*$/i, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** What a Fixes: line names: the row where it is here, else the first digits of the id. */
export const keysOf = ({ row, id }: FixesLink): readonly string[] => {
  if (row !== undefined) return [`row ${row}`];
  return id === undefined ? [] : [`id ${id.slice(0, 10)}`];
};
