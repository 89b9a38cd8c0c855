import type { Repository, Sha } from '../git/index.ts';
import type { History } from '../history/index.ts';

/** So many commits of one second are followed back; a longer run is no series of patches. */
const LONGEST_RUN = 2000;

/**
 * Where commits stand on mainline. Rows tell it but for commits of the same second, as `git am` makes of a series: those are told
 * apart by how many commits of that second lie behind them.
 */
export async function readPlaces(
  repository: Repository,
  history: History,
  shas: Iterable<Sha>,
): Promise<ReadonlyMap<Sha, number>> {
  const known = [...new Set(shas)].flatMap((sha) => {
    const row = history.rowOf(sha);
    return row === undefined ? [] : [{ sha, row, time: history.commits[row].commitTime }];
  });
  const depths = new Map<Sha, number>();
  for (const [time, some] of Map.groupBy(known, (each) => each.time))
    if (some.length > 1) for (const { sha } of some) depths.set(sha, await countBehind(repository, sha, time));
  const ordered = known.toSorted(
    (a, b) => a.time - b.time || (depths.get(a.sha) ?? 0) - (depths.get(b.sha) ?? 0) || a.row - b.row,
  );
  return new Map(ordered.map(({ sha }, at) => [sha, at]));
}

async function countBehind(repository: Repository, from: Sha, time: number): Promise<number> {
  let [sha, count] = [from as Sha | undefined, 0];
  for (; sha !== undefined && count < LONGEST_RUN; count += 1) {
    const parent: Sha | undefined = await readParent(repository, sha, time);
    if (parent === undefined) break;
    sha = parent;
  }
  return count;
}

/** The first parent of a commit of that second; undefined for one of another second. */
async function readParent(repository: Repository, sha: Sha, time: number): Promise<Sha | undefined> {
  for await (const commit of repository.commits([sha]))
    if (commit.kind === 'commit' && commit.committer.time === time) return commit.parents[0];
  return undefined;
}
