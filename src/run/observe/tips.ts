import type { Commit, Repository, Sha } from '../../git/index.ts';
import type { StableBranch } from '../../history/index.ts';

/**
 * The newest commit that a branch had by `asOf` (seconds), along first parents; its merge base with mainline when it had none of its own
 * yet. Undefined when the walk meets a commit that is not here.
 */
export async function findTip(repository: Repository, branch: StableBranch, asOf: number): Promise<Sha | undefined> {
  if (branch.lastTime <= asOf) return branch.tip;
  for (let sha: Sha | undefined = branch.tip; sha !== undefined;) {
    if (sha === branch.base) return sha;
    const commit = await readCommit(repository, sha);
    if (commit === undefined || commit.committer.time <= asOf) return commit?.sha;
    sha = commit.parents[0];
  }
  return undefined;
}

async function readCommit(repository: Repository, sha: Sha): Promise<Commit | undefined> {
  for await (const commit of repository.commits([sha])) if (commit.kind === 'commit') return commit;
  return undefined;
}
