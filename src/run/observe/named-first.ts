import { findPresence, isPresent } from '../../evidence/index.ts';
import type { Repository, Sha } from '../../git/index.ts';
import type { History, StableBranch } from '../../history/index.ts';

/** A message names a handful of prerequisites at most. */
const MOST_NAMED = 10;

export interface NamedPlace {
  readonly repository: Repository;
  readonly history: History;
  readonly asOf: number;
}

/** Commits that `Cc: stable # 5.10.x: <id>` lines ask to pick first on this branch and that it lacks, in the order named. */
export async function findNamedFirst(place: NamedPlace, row: number, branch: number): Promise<readonly Sha[]> {
  const { repository, history, asOf } = place;
  const named = history.commits[row].stable.flatMap(({ prerequisite }) =>
    prerequisite !== undefined && isMeant(history.branches[branch], prerequisite.version) ? [prerequisite.id] : [],
  );
  const first: Sha[] = [];
  for (const id of named.slice(0, MOST_NAMED)) {
    const sha = await repository.resolve(id);
    const found = sha === undefined ? undefined : history.rowOf(sha);
    if (sha === undefined || found === undefined || found === row) continue;
    if (!isPresent(findPresence({ history, row: found, branch, asOf }))) first.push(sha);
  }
  return first;
}

const isMeant = ({ version }: StableBranch, named: string | undefined): boolean =>
  named === undefined || named.split('.').every((part, n) => version[n] === undefined || Number(part) === version[n]);
