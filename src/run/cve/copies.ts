import type { Sha } from '../../git/index.ts';
import { loadHistory } from '../../history/index.ts';
import { resolveCommit } from '../references/find-commit.ts';
import { withIndex } from '../indexing/open-index.ts';
import type { Workspace } from '../workspace.ts';

/** One commit that a person named, in all its shapes. */
export interface CommitCopies {
  /** What was named, or the mainline commit that it copies. */
  readonly sha: Sha;
  /** The stable commit that was named instead. */
  readonly asked: Sha | undefined;
  /** Its copies on stable branches, released or not. */
  readonly copies: readonly Sha[];
}

/** The mainline commits that a person means, with their copies. UsageError `unknown-commit`. */
export async function readCopies(
  workspace: Workspace,
  { commits, update }: { readonly commits: readonly string[]; readonly update: boolean },
): Promise<readonly CommitCopies[]> {
  return withIndex(workspace, { update, readOnly: true }, async (store) => {
    const history = await loadHistory(store);
    const named = await Promise.all(commits.map((name) => resolveCommit(workspace, name)));
    return named.map((sha): CommitCopies => {
      const own = history.rowOf(sha);
      const row = own ?? history.mainlineRowOf(sha);
      if (row === undefined) return { sha, asked: undefined, copies: [] };
      const copies = history.picks(row).map(({ stableSha }) => stableSha);
      return { sha: history.commits[row].sha, asked: own === undefined ? sha : undefined, copies };
    });
  });
}
