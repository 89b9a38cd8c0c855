import type { Commit, Repository, Sha } from '../git/index.ts';

/** A commit that the index has. */
export async function readCommit(repository: Repository, sha: Sha): Promise<Commit> {
  for await (const commit of repository.commits([sha])) if (commit.kind === 'commit') return commit;
  throw new Error(`${sha} was readable when it was indexed and is not any more`);
}
