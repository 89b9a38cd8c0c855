import { parseMessage, type Repository, type Sha } from '../../git/index.ts';
import type { History, StableBranch } from '../../history/index.ts';

interface Ground {
  readonly repository: Repository;
  readonly history: History;
}

/** For stable copies of the rows that their branches took back: the commit that did it. */
export async function readReverts(
  { repository, history }: Ground,
  rows: readonly number[],
): Promise<(stable: Sha) => Sha | undefined> {
  const found = new Map<Sha, Sha>();
  for (const pick of [...new Set(rows)].flatMap((row) => history.picks(row))) {
    const branch = history.branches[pick.branch];
    if (pick.revertedAt === undefined || branch === undefined) continue;
    const revert = await findRevert(repository, { branch, stable: pick.stableSha, time: pick.revertedAt });
    if (revert !== undefined) found.set(pick.stableSha, revert);
  }
  return (stable) => found.get(stable);
}

/** The index keeps the second at which a copy was taken back; the branch has the commit. */
async function findRevert(
  repository: Repository,
  { branch, stable, time }: { readonly branch: StableBranch; readonly stable: Sha; readonly time: number },
): Promise<Sha | undefined> {
  const behind = await repository.range(`${stable}..${branch.tip}`);
  for await (const commit of repository.commits(behind)) {
    if (commit.kind === 'unread' || commit.committer.time !== time) continue;
    if (parseMessage(commit.subject, commit.body).reverts.length > 0) return commit.sha;
  }
  return undefined;
}
