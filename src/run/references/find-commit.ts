import { UsageError } from '../../errors.ts';
import type { Sha } from '../../git/index.ts';
import type { History } from '../../history/index.ts';
import { isoDate } from '../dates.ts';
import type { Explanation } from '../answers.ts';
import type { Bench } from '../judge.ts';
import type { Workspace } from '../workspace.ts';

export interface FoundCommit {
  readonly row: number;
  /** The stable commit that was named, when the row is the mainline commit that it copies. */
  readonly asked: Explanation['asked'];
}

/** The mainline commit that a person means. */
export async function findCommit(workspace: Workspace, bench: Bench, named: string): Promise<FoundCommit> {
  const sha = await resolveCommit(workspace, named);
  const own = bench.history.rowOf(sha);
  const row = own ?? bench.history.mainlineRowOf(sha);
  if (row === undefined) throw unknownToHistory(bench.history, named, sha);
  const commit = bench.history.commits[row];
  if (commit !== undefined && commit.commitTime > bench.asOf)
    throw new UsageError(
      'younger-commit',
      `${short(commit.sha)} is younger than ${isoDate(bench.asOf)}: choose a later --as-of`,
    );
  return { row, asked: own === undefined ? { sha, branch: branchOf(bench.history, row, sha) } : undefined };
}

/** @throws UsageError when the repository has no such commit. */
export async function resolveCommit({ repository }: Workspace, named: string): Promise<Sha> {
  const sha = await repository.resolve(named);
  if (sha !== undefined) return sha;
  throw new UsageError(
    'unknown-commit',
    `unknown commit ${JSON.stringify(named)} in ${repository.dir}: give a commit id, tag or branch of this repository`,
  );
}

function branchOf(history: History, row: number, sha: Sha): string {
  const branch = history.picks(row).find((pick) => pick.stableSha === sha)?.branch;
  return (branch === undefined ? undefined : history.branches[branch]?.name) ?? 'a stable branch';
}

function unknownToHistory(history: History, named: string, sha: Sha): UsageError {
  const name = named === sha ? short(sha) : `${named} (${short(sha)})`;
  return new UsageError(
    'commit-off-mainline',
    `${name} is no non-merge commit of ${history.mainline.ref} and no known copy of one: nothing was decided on it`,
  );
}

const short = (sha: Sha): string => sha.slice(0, 12);
