import type { Sha } from '../../git/index.ts';
import { buildIdIndex } from '../id-index.ts';
import type { IdIndex } from '../id-index.ts';
import type { CommitLink } from '../store/index.ts';

/** Mainline commits and stable commits, found by id, subject and patch. */
export interface Lookup {
  readonly mainline: readonly CommitLink[];
  /** Abbreviated ids of mainline and stable commits. */
  readonly ids: IdIndex;
  readonly rowOf: ReadonlyMap<Sha, number>;
  readonly stable: ReadonlyMap<Sha, CommitLink>;
  readonly bySubject: ReadonlyMap<string, readonly number[]>;
  readonly byPatch: ReadonlyMap<string, readonly number[]>;
}

/** `mainline` in row order. */
export function buildLookup(mainline: readonly CommitLink[], stableCommits: Iterable<CommitLink>): Lookup {
  const rowOf = new Map(mainline.map(({ sha }, row) => [sha, row]));
  const stable = new Map<Sha, CommitLink>();
  for (const commit of stableCommits) stable.set(commit.sha, commit);
  return {
    mainline,
    rowOf,
    stable,
    ids: buildIdIndex([...rowOf.keys(), ...stable.keys()]),
    bySubject: groupRows(mainline, ({ subject }) => foldSubject(subject)),
    byPatch: groupRows(mainline, ({ patchId }) => patchId),
  };
}

/** Subjects are compared without regard to case and white space: mail and editors change both. */
export function foldSubject(subject: string): string {
  return subject.toLowerCase().replace(/\s+/g, ' ').trim();
}

function groupRows(commits: readonly CommitLink[], keyOf: (commit: CommitLink) => string): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  commits.forEach((commit, row) => {
    const key = keyOf(commit);
    if (key === '') return;
    const rows = groups.get(key);
    if (rows === undefined) groups.set(key, [row]);
    else rows.push(row);
  });
  return groups;
}
